import { createInstance } from 'i18next';
import { resources } from '../../i18n/resources';
import { detailLines } from './incident-detail';

const i18n = createInstance({
  lng: 'zh-CN',
  defaultNS: 'common',
  resources,
  interpolation: { escapeValue: false },
});
beforeAll(() => i18n.init());
const said = (detail: Record<string, string | number | boolean>) => detailLines(detail, i18n.t);

test('why a person was called and what came of it is said in words', () => {
  expect(said({ reason: 'notRecognised', outcome: 'allowed' })).toEqual([
    '说明：人脸与登记照片不符',
    '处理结果：人工放行',
  ]);
});

test('a blocked deed has a name, a key is called as it is printed', () => {
  expect(said({ what: 'contextmenu', repeats: 3 })).toEqual(['内容：打开右键菜单', '重复次数：3']);
  expect(said({ what: 'window.open' })).toEqual(['内容：打开新窗口']);
  expect(said({ what: 'Ctrl+P' })).toEqual(['内容：Ctrl+P']);
});

test('what a server did by itself is said too', () => {
  expect(said({ why: 'overloaded', closedByRestart: true })).toEqual([
    '起因：识别来不及',
    '因服务器重启而关闭：是',
  ]);
});
