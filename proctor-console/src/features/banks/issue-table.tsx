import { CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Empty, Input, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankIssue } from 'exam-contract/http/banks';
import { inLang } from '../../i18n/i18n';

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

/** Everything wrong with a file: where it is, what is wrong and how to mend it. */
export function IssueTable({ issues }: { issues: BankIssue[] }) {
  const { t, i18n } = useTranslation('bank');
  const [shown, setShown] = useState<Shown>('all');
  const [words, setWords] = useState('');
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
          i.where.sheet,
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
    <>
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
        scroll={{ x: 1000 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={rows}
        locale={{
          emptyText: <Empty description={t(issues.length === 0 ? 'issues.none' : 'issues.noneShown')} />,
        }}
        columns={[
          { title: t('issues.severity'), width: 90, render: (_, i) => <Severity of={i.severity} /> },
          {
            title: t('issues.file'),
            width: 150,
            render: (_, i) => <span className="mono">{i.where.file}</span>,
          },
          { title: t('issues.sheet'), width: 100, render: (_, i) => i.where.sheet ?? '—' },
          { title: t('issues.row'), width: 70, render: (_, i) => i.where.row ?? '—' },
          { title: t('issues.column'), width: 110, render: (_, i) => i.where.column ?? '—' },
          {
            title: t('issues.what'),
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
          { title: t('issues.mend'), render: (_, i) => (i.mend ? say(i.mend) : '—') },
        ]}
      />
    </>
  );
}
