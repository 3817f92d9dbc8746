// jsdom lacks what the kiosk's outbox and the console's tables ask of a browser.
require('fake-indexeddb/auto');
const { TextEncoder, TextDecoder } = require('node:util');
Object.assign(globalThis, {
  TextEncoder,
  TextDecoder,
  structuredClone: globalThis.structuredClone ?? ((v) => JSON.parse(JSON.stringify(v))),
});
globalThis.matchMedia ??= () => ({
  matches: false,
  addListener() {},
  removeListener() {},
  addEventListener() {},
  removeEventListener() {},
});
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// The form library waits for its turn through one; Node's own would keep the process alive.
globalThis.MessageChannel ??= class {
  port1 = {};
  port2 = { postMessage: () => void setTimeout(() => this.port1.onmessage?.()) };
};
if (globalThis.Element) globalThis.Element.prototype.scrollIntoView ??= () => {};
