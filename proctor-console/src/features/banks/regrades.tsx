import { Button, Empty, Table, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regradeRoutes, type RegradeView } from 'exam-contract/http/regrades';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { RegradeReport, working } from './regrade-report';
import { RegradeStart } from './regrade-start';

const WORKING_MS = 2000;
const COLOURS: Partial<Record<RegradeView['state'], string>> = { done: '#0a6b3d', proposed: '#8a5300' };

function Who({ of: r }: { of: RegradeView }) {
  const { t, i18n } = useTranslation('regrade');
  return (
    <>
      {t('by', { created: r.createdBy })} · {momentOf(r.createdAt, i18n.language)}
      {r.proposal && <div className="quiet">{t('byProposed', { ...r.proposal })}</div>}
      {r.decision && (
        <div className="quiet">{t(r.decision.approved ? 'byApproved' : 'byDeclined', { ...r.decision })}</div>
      )}
    </>
  );
}

/** Results given again after a question turned out wrong: tried, proposed by one, approved by another. */
export function Regrades({ from, onFrom }: { from: string | null; onFrom: (hash: string | null) => void }) {
  const { t } = useTranslation('regrade');
  const [open, setOpen] = useState<string | null>(null);
  const seesKeys = useMay('registry', 'auditor', 'admin');
  const asked = useQuery({
    queryKey: ['regrades'],
    queryFn: () => call(regradeRoutes.list),
    refetchInterval: ({ state: { data } }) => (data?.regrades.some(working) ? WORKING_MS : false),
  });
  return (
    <div className="regrades">
      <p>{t('lead')}</p>
      {seesKeys && <RegradeStart key={from} from={from} onFrom={onFrom} onTried={setOpen} />}
      {open && <RegradeReport key={open} regradeId={open} />}
      <h3 id="regrades">{t('list')}</h3>
      <Answer of={asked}>
        {({ regrades }) => (
          <Table<RegradeView>
            size="small"
            rowKey="regradeId"
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 900 }}
            dataSource={regrades}
            locale={{ emptyText: <Empty description={t('none')} /> }}
            columns={[
              {
                title: t('col.questions'),
                render: (_, r) => (
                  <>
                    <span className="mono">{r.questionIds.join('、')}</span>
                    <div className="quiet">{t(`basis.${r.basis}`)}</div>
                  </>
                ),
              },
              {
                title: t('col.state'),
                width: 170,
                render: (_, r) => (
                  <Tag variant="solid" color={COLOURS[r.state] ?? '#3d4a5c'}>
                    {t(`state.${r.state}`)}
                  </Tag>
                ),
              },
              {
                title: t('col.counts'),
                render: (_, r) => {
                  if (r.state === 'trying') return t('progress', { ...r });
                  if (r.better === 0) return t('nothing');
                  return t('sum', { ...r.counts, better: r.better });
                },
              },
              { title: t('col.by'), render: (_, r) => <Who of={r} /> },
              {
                title: t('col.deed'),
                render: (_, r) => (
                  <Button disabled={r.regradeId === open} onClick={() => setOpen(r.regradeId)}>
                    {t('open')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </div>
  );
}
