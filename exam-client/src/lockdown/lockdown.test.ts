import type { ReportKind } from 'exam-contract/kiosk-socket';
import { isBlockedKey, keyName } from './keys';
import { lockDown } from './lockdown';

const key = (k: string, mods: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  key: k,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...mods,
});

describe('keys', () => {
  it.each([
    key('F5'),
    key('F12'),
    key('p', { ctrlKey: true }),
    key('I', { ctrlKey: true }),
    key('ArrowLeft', { altKey: true }),
    key('d', { altKey: true }),
    key('l', { metaKey: true }),
    key('ContextMenu'),
  ])('keeps %j from the browser', (k) => expect(isBlockedKey(k, false)).toBe(true));
  it.each([
    key('1'),
    key('a'),
    key('Enter'),
    key('ArrowLeft'),
    key('Tab'),
    key('Control', { ctrlKey: true }),
  ])('lets %j through', (k) => expect(isBlockedKey(k, false)).toBe(false));
  it('leaves harmless editing to text fields', () => {
    expect(isBlockedKey(key('a', { ctrlKey: true }), true)).toBe(false);
    expect(isBlockedKey(key('v', { ctrlKey: true }), true)).toBe(true);
  });
  it('names what was pressed', () => expect(keyName(key('p', { ctrlKey: true }))).toBe('Ctrl+P'));
});

describe('lock-down', () => {
  let release: () => void;
  let reports: [ReportKind, string | undefined][];
  let watched: boolean;
  let t: number;
  beforeEach(() => {
    reports = [];
    watched = true;
    t = 0;
    release = lockDown({
      watched: () => watched,
      report: (k, d) => reports.push([k, d]),
      now: () => t,
    });
  });
  afterEach(() => release());
  const fire = (type: string, target: EventTarget = document.body) => {
    const e = new Event(type, { bubbles: true, cancelable: true });
    target.dispatchEvent(e);
    return e.defaultPrevented;
  };

  it('blocks and reports, the same thing once in a while only', () => {
    expect(fire('copy')).toBe(true);
    expect(fire('copy')).toBe(true);
    expect(fire('contextmenu')).toBe(true);
    t = 3001;
    fire('copy');
    expect(reports.map(([, d]) => d)).toEqual(['copy', 'contextmenu', 'copy']);
  });
  it('blocks but does not report while nobody is examined', () => {
    watched = false;
    expect(fire('paste')).toBe(true);
    expect(reports).toEqual([]);
  });
  it('opens no window', () => {
    expect(window.open('about:blank')).toBeNull();
    expect(reports).toEqual([['blockedAction', 'window.open']]);
  });
  it('stays where it is when somebody goes back', () => {
    const before = history.length;
    window.dispatchEvent(new PopStateEvent('popstate'));
    expect(history.length).toBeGreaterThanOrEqual(before);
    expect(reports).toEqual([['blockedAction', 'back']]);
  });
  it('reports leaving and coming back once each', () => {
    window.dispatchEvent(new Event('blur'));
    window.dispatchEvent(new Event('blur'));
    window.dispatchEvent(new Event('focus'));
    expect(reports.map(([k]) => k)).toEqual(['focusLost', 'focusRestored']);
  });
  it('says nothing when the focus moves from one button to the next', () => {
    const button = document.body.appendChild(document.createElement('button'));
    button.focus();
    button.blur();
    button.focus();
    button.remove();
    expect(reports).toEqual([]);
  });
  it('lets everything go again', () => {
    release();
    expect(fire('copy')).toBe(false);
  });
});
