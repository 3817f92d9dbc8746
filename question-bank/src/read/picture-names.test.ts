import { pictureFile, pictureNames } from './picture-names';

const find = pictureNames(['Sign-1.PNG', '12.jpg', '12.svg', '让行.svg', '550.png']);
test.each([
  ['/img_sign/550.png', '550.png'],
  ['images\\sign-1.png', 'Sign-1.PNG'],
  ['550', '550.png'],
  ['550.gif', '550.png'],
  ['http://x.example/a/%E8%AE%A9%E8%A1%8C.svg?v=2', '让行.svg'],
  ['12', '12'],
  ['12.jpg', '12.jpg'],
  ['none.png', 'none.png'],
])('%s', (reference, file) => expect(find(reference)).toBe(file));
test('a name the model takes, whatever was written', () => {
  for (const name of ['..', '.hidden', 'a b(1).png', '%', '', '../../etc/passwd'])
    expect(pictureFile(name)).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{N}_.-]*$/u);
});
