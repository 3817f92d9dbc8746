import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { BankIssue } from 'exam-contract/http/banks';
import { startTexts } from '../../i18n/i18n';
import { IssueTable } from './issue-table';
import { UploadBox } from './upload-box';

class CutLine {
  static sent: { url: string; file: File }[] = [];
  upload = {};
  onerror?: () => void;
  private url = '';
  open(_: string, url: string) {
    this.url = url;
  }
  setRequestHeader() {}
  abort() {}
  send(form: FormData) {
    CutLine.sent.push({ url: this.url, file: form.get('file') as File });
    setTimeout(() => this.onerror?.());
  }
}

const show = async (what: React.ReactNode) => {
  globalThis.fetch = jest.fn(() =>
    Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ kinds: [] }) }),
  ) as never;
  await startTexts();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <QueryClientProvider client={new QueryClient()}>{what}</QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
};
// Tables measure a scrollbar, which nothing here draws.
const { getComputedStyle } = window;
beforeAll(() => {
  window.getComputedStyle = (of) => getComputedStyle(of);
});

test('a file whose upload was cut is sent again without being chosen again', async () => {
  globalThis.XMLHttpRequest = CutLine as never;
  await show(<UploadBox onDraft={() => undefined} />);
  const file = new File(['x'], '题库.xlsx');
  fireEvent.change(document.querySelector('input[type=file]')!, { target: { files: [file] } });
  fireEvent.click(await screen.findByText('重新上传 题库.xlsx'));
  await waitFor(() => expect(CutLine.sent).toHaveLength(2));
  expect(CutLine.sent.map((s) => s.file.name)).toEqual(['题库.xlsx', '题库.xlsx']);
  const [first, second] = CutLine.sent.map((s) => new URL(s.url, 'http://x').searchParams.get('uploadId'));
  expect(second).not.toBe(first);
  const again = await screen.findByText('重新上传 题库.xlsx');
  expect(document.activeElement).toBe(again.closest('button'));
});

test('from a chapter that is missing everywhere one gets to where it is said', async () => {
  const issue: BankIssue = {
    code: 'UNKNOWN_CHAPTER',
    severity: 'error',
    where: { file: '题库.xlsx', sheet: null, row: null, column: null, question: null },
    value: null,
    message: { 'zh-CN': '文件没有写章节' },
    mend: null,
  };
  const onMapping = jest.fn();
  await show(<IssueTable issues={[issue, { ...issue, code: 'NO_ANSWER' }]} onMapping={onMapping} />);
  fireEvent.click(screen.getByText('到“列对应”里选'));
  expect(onMapping).toHaveBeenCalledTimes(1);
});
