import { CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Empty, Input, Segmented, Table, Tag } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankDraft, BankIssue } from 'exam-contract/http/banks';
import { MendFound, useNextButton } from './mend-drawer';
import { sheetName } from './sheet-name';
import { inLang } from '../../i18n/i18n';

/** What is said of a whole file at its columns. */
const MAPPED = new Set(['UNKNOWN_CHAPTER']);

type Shown = 'all' | BankIssue['severity'];

function Severity({ of }: { of: BankIssue['severity'] }) {
  const { t } = useTranslation('bank');
  const bad = of === 'error';
  return (
    <Tag
      variant="solid"
      color={bad ? '#a61b1b' : '#8a5300'}
      icon={bad ? <CloseCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />}
    >
      {t(`severity.${of}`)}
    </Tag>
  );
}

/** Where it stands, as whoever opens the file finds it. */
function Place({ of: { file, sheet, row, column } }: { of: BankIssue['where'] }) {
  const { t } = useTranslation('bank');
  const within = [
    ...(row === null ? [] : [t('issues.atRow', { row })]),
    ...(column === null ? [] : [t('issues.atColumn', { column })]),
  ];
  return (
    <>
      <span className="mono">{[file, ...(sheet === null ? [] : [sheetName(sheet, t)])].join(' / ')}</span>
      {within.length > 0 && <div>{within.join(' · ')}</div>}
    </>
  );
}

/**
 * Everything wrong with a file: where it is, what is wrong and how to mend it.
 * @param draft whose questions may be mended from here
 * @param onMapping shows the columns, where what questions of the file lack is said for all of them
 */
export function IssueTable({
  issues,
  draft,
  onMapping,
}: {
  issues: BankIssue[];
  draft?: BankDraft | undefined;
  onMapping?: () => void;
}) {
  const { t, i18n } = useTranslation('bank');
  const [shown, setShown] = useState<Shown>('all');
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<BankIssue['where'] | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const next = useNextButton(list, open !== null, issues);
  const say = (text: BankIssue['message']) => inLang(text, i18n.language);
  const needle = words.trim().toLowerCase();
  const rows = issues
    .map((issue, key) => ({ ...issue, key }))
    .filter((i) => shown === 'all' || i.severity === shown)
    .filter(
      (i) =>
        needle === '' ||
        [
          say(i.message),
          i.where.file,
          i.where.sheet === null ? null : sheetName(i.where.sheet, t),
          i.where.column,
          i.where.question,
          i.value,
          String(i.where.row),
        ]
          .filter((s) => s !== null)
          .some((s) => s.toLowerCase().includes(needle)),
    );
  const count = (s: BankIssue['severity']) => issues.filter((i) => i.severity === s).length;
  return (
    <div ref={list} tabIndex={-1} className="mend-list">
      <div className="filters" role="search">
        <Segmented<Shown>
          aria-label={t('issues.filter')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: t('issues.all', { count: issues.length }) },
            { value: 'error', label: t('issues.errors', { count: count('error') }) },
            { value: 'warning', label: t('issues.warnings', { count: count('warning') }) },
          ]}
        />
        <Input
          allowClear
          aria-label={t('issues.search')}
          placeholder={t('issues.search')}
          style={{ maxWidth: 300 }}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </div>
      <Table
        size="small"
        scroll={{ x: 720 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows}
        locale={{
          emptyText: (
            <Empty
              description={t(
                issues.length > 0 ? 'issues.noneShown' : draft ? 'issues.none' : 'issues.noneFound',
              )}
            />
          ),
        }}
        columns={[
          { title: t('issues.severity'), width: 90, render: (_, i) => <Severity of={i.severity} /> },
          { title: t('issues.place'), width: 200, render: (_, i) => <Place of={i.where} /> },
          {
            title: t('issues.what'),
            width: '42%',
            render: (_, i) => (
              <>
                {say(i.message)}
                {i.value !== null && (
                  <div className="mono quiet">{t('issues.value', { value: i.value })}</div>
                )}
                {i.where.question !== null && (
                  <div className="mono quiet">{t('issues.question', { id: i.where.question })}</div>
                )}
              </>
            ),
          },
          {
            title: t('issues.mend'),
            render: (_, i) => (
              <>
                {i.mend ? say(i.mend) : draft && i.where.question !== null ? null : '—'}
                {onMapping && MAPPED.has(i.code) && (
                  <div className="issue-mend">
                    <Button onClick={onMapping}>{t('issues.toMapping')}</Button>
                  </div>
                )}
                {draft && i.where.question !== null && (
                  <div className="issue-mend">
                    <Button
                      className="mend-go"
                      aria-label={t('mend.goTo', { id: i.where.question })}
                      onClick={(e) => {
                        next.opened(e.currentTarget);
                        setOpen(i.where);
                      }}
                    >
                      {t('mend.go')}
                    </Button>
                  </div>
                )}
              </>
            ),
          },
        ]}
      />
      {draft && (
        <MendFound
          draft={draft}
          where={open}
          onClose={() => setOpen(null)}
          onMended={() => {
            next.mended();
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}
