import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { PreviewAsked, PreviewSaid } from 'exam-contract/preview';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface PreviewHost {
  url: string;
  close(): Promise<void>;
}

/** Serves the built kiosk and, at its root, an empty page of the same origin that can show its preview in a frame. */
export async function startPreviewHost(dist: string): Promise<PreviewHost> {
  const http = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://x');
    if (pathname === '/')
      return void res
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><html lang="zh-CN"><title>host</title><body style="margin:0"></body></html>');
    const file = path.join(dist, path.normalize(pathname.replace(/^\/kiosk\//, '')));
    if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile())
      return void res.writeHead(404).end();
    res.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(res);
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
}

/** Opens the preview in a frame as large as the page's window. */
export async function openPreview(page: Page, host: PreviewHost): Promise<void> {
  // What runs through tsx names its functions by a helper that the page does not have.
  await page.addInitScript({ content: 'globalThis.__name ??= (f) => f' });
  await page.goto(host.url);
  await page.evaluate(
    () =>
      new Promise<void>((ready) => {
        const frame = document.createElement('iframe');
        frame.title = 'preview';
        frame.src = '/kiosk/preview.html';
        frame.style.cssText = 'width:100vw;height:100vh;border:0;display:block';
        addEventListener('message', ({ data }: MessageEvent<PreviewSaid>) => {
          if (data.preview === 'ready') ready();
        });
        document.body.append(frame);
      }),
  );
}

/** Shows a question; resolves with what of it is hidden, once nothing more is said for a while. */
export const showIn = (page: Page, asked: PreviewAsked, quietMs = 60): Promise<string[]> =>
  page.evaluate(
    ({ asked: message, quiet }) =>
      new Promise<string[]>((done) => {
        let timer: ReturnType<typeof setTimeout>;
        const hear = ({ data }: MessageEvent<PreviewSaid>) => {
          if (data.preview !== 'shown' || data.n !== message.n) return;
          clearTimeout(timer);
          timer = setTimeout(() => {
            removeEventListener('message', hear);
            done(data.hidden);
          }, quiet);
        };
        addEventListener('message', hear);
        frames[0]?.postMessage(message, location.origin);
      }),
    { asked, quiet: quietMs },
  );
