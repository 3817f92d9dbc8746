import { Button, Empty, Table } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lawChangeRoutes, type LawChangeRow } from 'exam-contract/http/law-changes';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { ReasonDialog } from '../../ui/reason-dialog';
import { LawChangeForm } from './law-change-form';
import { LawSuspects } from './law-suspects';

const COUNTS = ['open', 'mend', 'right', 'replaced'] as const;

function Deeds({ change, open, onOpen }: { change: LawChangeRow; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation('law');
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const params = { changeId: change.changeId };
  return (
    <div className="version-deeds">
      <Button aria-expanded={open} onClick={onOpen}>
        {t(open ? 'close' : 'open')}
      </Button>
      {change.mayCancel && <Button onClick={() => setAsking(true)}>{t('cancel')}</Button>}
      {asking && (
        <ReasonDialog
          title={t('cancelTitle')}
          lead={<p>{t('cancelLead')}</p>}
          okText={t('cancel')}
          onSend={async ({ reason }) => {
            await call(lawChangeRoutes.cancel, { params, body: { reason } });
            await queries.invalidateQueries({ queryKey: ['lawChanges'] });
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Rules that changed, each entered once, and the questions they may overturn until a person looked. */
export function LawChanges() {
  const { t, i18n } = useTranslation('law');
  const clerk = useMay('registry', 'admin');
  const [open, setOpen] = useState<string | null>(null);
  const asked = useQuery({ queryKey: ['lawChanges'], queryFn: () => call(lawChangeRoutes.list) });
  return (
    <>
      {clerk && <LawChangeForm />}
      <h3>{t('list')}</h3>
      <Answer of={asked}>
        {({ changes }) => {
          const opened = changes.find((c) => c.changeId === open);
          return (
            <>
              <Table<LawChangeRow>
                size="small"
                rowKey="changeId"
                pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
                scroll={{ x: 1000 }}
                dataSource={changes}
                locale={{ emptyText: <Empty description={t('none')} /> }}
                columns={[
                  {
                    title: t('col.rule'),
                    render: (_, c) => (
                      <>
                        {c.statute} {c.article}
                        {c.about.length > 0 && (
                          <div className="quiet">{t('aboutOf', { words: c.about.join('、') })}</div>
                        )}
                      </>
                    ),
                  },
                  {
                    title: t('col.values'),
                    render: (_, c) => `${c.old.join('、')} → ${c.now.join('、') || t('gone')}`,
                  },
                  { title: t('col.from'), width: 120, dataIndex: 'from' },
                  {
                    title: t('col.by'),
                    render: (_, c) => `${c.by} ${momentOf(c.at, i18n.language)}`,
                  },
                  {
                    title: t('col.counts'),
                    render: (_, c) =>
                      c.cancelled
                        ? t('cancelled', { ...c.cancelled })
                        : COUNTS.filter((k) => k === 'open' || c.counts[k] > 0).map((k) => (
                            <div key={k} className={k === 'open' && c.counts.open > 0 ? 'cannot' : undefined}>
                              {t(`counts.${k}`, { count: c.counts[k] })}
                            </div>
                          )),
                  },
                  ...(clerk
                    ? [
                        {
                          title: t('col.deed'),
                          render: (_: unknown, c: LawChangeRow) => (
                            <Deeds
                              change={c}
                              open={c.changeId === open}
                              onOpen={() => setOpen(c.changeId === open ? null : c.changeId)}
                            />
                          ),
                        },
                      ]
                    : []),
                ]}
              />
              {clerk && opened && <LawSuspects key={opened.changeId} change={opened} />}
            </>
          );
        }}
      </Answer>
    </>
  );
}
