import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findModels, modelFolder } from './ensure';
import { modelFiles, modelVersions } from './manifest';

describe('prepared models', () => {
  const cache = mkdtempSync(join(tmpdir(), 'kaotai-models-'));
  afterAll(() => rmSync(cache, { recursive: true }));

  it('are not found where there are none', () => expect(findModels(cache)).toBeNull());
  it('are not taken where the bytes are others', () => {
    mkdirSync(modelFolder(cache), { recursive: true });
    for (const m of Object.values(modelFiles)) writeFileSync(join(modelFolder(cache), m.file), 'not a net');
    expect(findModels(cache)).toBeNull();
  });
  it('are named with package, version and hash, as a score must be understood years later', () => {
    for (const v of Object.values(modelVersions))
      expect(v).toMatch(/^[\w-]+@\d+\.\d+\.\d+\/\w+\.onnx#[0-9a-f]{12}$/);
    expect(Object.keys(modelVersions).sort()).toEqual(Object.keys(modelFiles).sort());
  });
});
