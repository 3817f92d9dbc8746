export { serveTerminals } from './terminal.socket';
export { createSeatSockets, type SeatSockets } from './seat-sockets';
export type { Terminal, TerminalPorts } from './ports';
