import { Button, Empty, Select, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes } from 'exam-contract/http/banks';
import { regradeRoutes, type RegradeQuestion } from 'exam-contract/http/regrades';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';

const WITHDRAWN = 'withdrawn';

/** Which questions turned out wrong: withdrawn ones, or those whose key is another now; and the trial of them. */
export function RegradeStart({
  from,
  onFrom,
  onTried,
}: {
  /** Hash of a former version; null for withdrawn questions. */
  from: string | null;
  onFrom: (hash: string | null) => void;
  onTried: (regradeId: string) => void;
}) {
  const { t, i18n } = useTranslation('regrade');
  const queries = useQueryClient();
  const clerk = useMay('registry', 'admin');
  const [chosen, setChosen] = useState<string[]>([]);
  const versions = useQuery({ queryKey: ['versions'], queryFn: () => call(bankRoutes.versions) });
  const asked = useQuery({
    queryKey: ['regrade-questions', from],
    queryFn: () => call(regradeRoutes.questions, { query: from ? { from } : {} }),
  });
  const tryOut = useMutation({
    mutationFn: () =>
      call(regradeRoutes.tryOut, {
        body: { basis: from ? 'keyChanged' : 'withdrawn', questionIds: chosen },
      }),
    onSuccess: (regrade) => {
      queries.setQueryData(['regrade', regrade.regradeId], regrade);
      void queries.invalidateQueries({ queryKey: ['regrades'] });
      setChosen([]);
      onTried(regrade.regradeId);
    },
  });
  const inForce = versions.data?.versions.find((v) => v.inForce)?.hash;
  const former = new Map(
    (versions.data?.versions ?? [])
      .filter((v) => v.state === 'past' && v.hash !== inForce)
      .map((v) => [v.hash, t('versionOf', { name: v.name, day: v.inForceFrom })]),
  );
  const texts = (key: RegradeQuestion['key'], of: 'was' | 'now') =>
    key?.[of].map((text) => inLang(text, i18n.language)).join('；') ?? '—';
  return (
    <>
      <label className="regrade-source">
        <span>{t('source')}</span>
        <Select
          value={from ?? WITHDRAWN}
          options={[
            { value: WITHDRAWN, label: t('withdrawn') },
            ...[...former].map(([value, label]) => ({ value, label })),
          ]}
          onChange={(value: string) => {
            setChosen([]);
            onFrom(value === WITHDRAWN ? null : value);
          }}
        />
      </label>
      <FailureNote failure={tryOut.error} />
      <Answer of={asked}>
        {({ rows }) => (
          <Table<RegradeQuestion>
            size="small"
            rowKey="questionId"
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 800 }}
            dataSource={rows}
            locale={{ emptyText: <Empty description={t(from ? 'noneChanged' : 'noneWithdrawn')} /> }}
            {...(clerk && {
              rowSelection: {
                // A box for all would be copied into the row that measures the columns, hidden but focusable.
                columnTitle: t('col.choose'),
                columnWidth: 64,
                selectedRowKeys: chosen,
                onChange: (keys) => setChosen(keys.map(String)),
                getCheckboxProps: (q) => ({ 'aria-label': q.questionId, disabled: q.finished === 0 }),
              },
            })}
            columns={[
              { title: t('col.id'), render: (_, q) => <span className="mono">{q.questionId}</span> },
              { title: t('col.stem'), render: (_, q) => inLang(q.stem, i18n.language) },
              ...(from
                ? [
                    { title: t('col.was'), render: (_: unknown, q: RegradeQuestion) => texts(q.key, 'was') },
                    { title: t('col.now'), render: (_: unknown, q: RegradeQuestion) => texts(q.key, 'now') },
                  ]
                : []),
              { title: t('col.finished'), width: 130, dataIndex: 'finished' },
            ]}
          />
        )}
      </Answer>
      {clerk && (
        <Button
          type="primary"
          className="regrade-try"
          disabled={chosen.length === 0}
          loading={tryOut.isPending}
          onClick={() => tryOut.mutate()}
        >
          {chosen.length === 0 ? t('choose') : t('try', { count: chosen.length })}
        </Button>
      )}
    </>
  );
}
