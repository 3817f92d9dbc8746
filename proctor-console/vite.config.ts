import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/console/',
  build: {
    target: 'es2022',
    // The kit's "use client" lines mean nothing here, and there are hundreds of them.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { proxy: { '/api': server, '/socket.io': { target: server, ws: true } } },
});
