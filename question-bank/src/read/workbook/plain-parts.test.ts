import { plainPart } from './plain-parts';
import { shownNumber } from './shown-number';

const sheet = (xml: string) => plainPart('xl/worksheets/sheet1.xml', Buffer.from(xml))?.toString();

test('prefixes of other programs go', () => {
  expect(
    sheet('<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:row r="1"><x:c r="A1"/></x:row></x:worksheet>'),
  ).toBe('<?xml version="1.0"?><worksheet xmlns:x="m"><row r="1"><c r="A1"/></row></worksheet>');
  expect(plainPart('xl/sharedStrings.xml', Buffer.from('<x:sst><x:si/></x:sst>'))?.toString()).toBe(
    '<sst><si/></sst>',
  );
});
test('rows and cells without places stand behind one another', () => {
  expect(
    sheet('<worksheet><row><c t="s"/><c/></row><row r="5"><c r="AA5"/><c/></row><row/></worksheet>'),
  ).toBe(
    '<worksheet><row r="1"><c r="A1" t="s"/><c r="B1"/></row><row r="5"><c r="AA5"/><c r="AB5"/></row><row r="6"/></worksheet>',
  );
});
test('what Excel writes stays as it is', () => {
  expect(sheet('<worksheet><row r="1"><c r="A1"/></row></worksheet>')).toBeUndefined();
  expect(plainPart('xl/styles.xml', Buffer.from('<styleSheet/>'))).toBeUndefined();
});
test.each([
  [0.0008, '0.00%', '0.08%'],
  [0.15, '0%', '15%'],
  [50, '0" km/h"', '50 km/h'],
  [1.5, '0" m"', '1.5 m'],
  [3, '"R"0', 'R3'],
  [2, '0.00', '2'],
  [2, 'General', '2'],
  [2, undefined, '2'],
  [40000, 'yyyy"年"m"月"', '40000'],
])('%d in a cell of the format %s', (value, format, shown) => {
  expect(shownNumber(value, format)).toBe(shown);
});
