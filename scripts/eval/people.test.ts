import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { peopleIn } from './people';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
const WEBP = Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1');

describe('a folder of pictures a person', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kaotai-people-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, content: Buffer | string = JPEG) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const seen = () =>
    Object.fromEntries(peopleIn(root).map((p) => [p.name, p.files.map((f) => relative(root, f))]));

  it('takes pictures at any depth, of any case and without a telling name, and nothing else', () => {
    put('张 三/1.JPG');
    put('张 三/more/deep/2.jpeg');
    put('张 三/noname', WEBP);
    put('张 三/readme.txt', 'not a picture');
    put('张 三/.DS_Store', 'x');
    put('b/broken.png', 'this is no picture, but claims it');
    put('empty/notes.md', 'nobody');
    put('loose.jpg');
    expect(seen()).toEqual({
      '张 三': ['张 三/1.JPG', '张 三/noname', '张 三/more/deep/2.jpeg'],
      b: ['b/broken.png'],
    });
  });
  it('looks into the one folder an archive was packed in', () => {
    put('set-1.0/a/1.jpg');
    put('set-1.0/b/1.jpg');
    put('set-1.0/README', 'about');
    put('__MACOSX/a/1.jpg');
    expect(Object.keys(seen())).toEqual(['a', 'b']);
  });
  it('follows links and survives those that lead nowhere or round', () => {
    put('store/a/1.jpg');
    put('b/1.jpg');
    symlinkSync(join(root, 'store/a'), join(root, 'linked'));
    symlinkSync(join(root, 'nowhere'), join(root, 'dead'));
    symlinkSync(join(root, 'b'), join(root, 'b/round'));
    const people = seen();
    expect(Object.keys(people)).toEqual(['b', 'linked', 'store']);
    expect(people['linked']).toEqual(['linked/1.jpg']);
  });
});
