import { Router } from 'express';
import request from 'supertest';
import { PREVIEW_PAGE } from 'exam-contract/preview';
import { silentLogger } from '../log';
import { createMetrics } from '../metrics';
import { createWebApp } from './web-app';

test('only the preview may be framed, by our own pages only, and it may ask for nothing', async () => {
  const app = createWebApp({
    log: silentLogger,
    metrics: createMetrics(),
    tls: false,
    frontEnds: { '/kiosk': '/nowhere', '/console': '/nowhere' },
    framed: [PREVIEW_PAGE],
    api: () => undefined,
    health: Router(),
  });
  const policyOf = async (path: string) =>
    (await request(app).get(path)).headers['content-security-policy']?.split(';') ?? [];
  for (const path of ['/kiosk/', '/kiosk/index.html', '/kiosk/anything', '/console/', '/api/v1/x'])
    expect([path, await policyOf(path)]).toEqual([path, expect.arrayContaining(["frame-ancestors 'none'"])]);
  const preview = await policyOf(PREVIEW_PAGE);
  expect(preview).toEqual(
    expect.arrayContaining(["frame-ancestors 'self'", "connect-src 'none'", "script-src 'self'"]),
  );
});
