export { serveTerminals } from './terminal.socket';
export { createSeatSockets, type SeatSockets } from './seats.socket';
export type { Terminal, TerminalPorts } from './ports';
