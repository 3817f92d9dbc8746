import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { Server, type Namespace } from 'socket.io';

export type { Namespace };

/** Socket.IO with the limits of this system: nothing larger than a frame, no compression of pictures. */
export function createSockets(http: HttpServer | HttpsServer): Server {
  return new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 2_000_000,
    perMessageDeflate: false,
    pingInterval: 5000,
    pingTimeout: 8000,
    cors: { origin: false },
  });
}
