import { defineConfig } from 'vite';

/** In development the exam server runs beside Vite; in production it serves this build itself. */
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/kiosk/',
  build: {
    target: 'es2022',
    // Read by the service worker and by `npm run size`.
    manifest: 'manifest.json',
    rolldownOptions: {
      // What a clerk looks at a question with is a page of its own, on top of the kiosk's own parts.
      input: { main: 'index.html', preview: 'preview.html', sw: 'src/sw.ts' },
      output: {
        // A service worker is known by its address, so its name must not change with its content.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
