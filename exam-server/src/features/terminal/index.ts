export { serveTerminals } from './terminal.socket';
export { createSeatSockets } from './seats.socket';
export type { TerminalPorts } from './ports';
