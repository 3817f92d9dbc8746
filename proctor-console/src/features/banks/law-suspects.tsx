import { Button, Empty, Pagination } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lawChangeRoutes, type LawChangeRow, type LawSuspect } from 'exam-contract/http/law-changes';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { ReasonDialog } from '../../ui/reason-dialog';
import { Suspect } from './law-suspect';

const PAGE = 50;
type Verdict = 'right' | 'mend';

function Deeds({ change, suspect: s }: { change: LawChangeRow; suspect: LawSuspect }) {
  const { t } = useTranslation('law');
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Verdict | null>(null);
  if (change.cancelled) return null;
  const send = async (verdict: Verdict, note: string) => {
    const params = { changeId: change.changeId, suspectId: s.suspectId };
    await call(lawChangeRoutes.decide, { params, body: { verdict, note } });
    for (const key of ['lawChanges', 'lawSuspects']) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <div className="deed-buttons">
      {s.state !== 'right' && (
        <Button disabled={!s.mayCallRight} onClick={() => setAsking('right')}>
          {t('right')}
        </Button>
      )}
      {s.state !== 'mend' && <Button onClick={() => setAsking('mend')}>{t('mend')}</Button>}
      {asking && (
        <ReasonDialog
          title={t(`${asking}Title`, { id: s.questionId })}
          lead={<p>{t(`${asking}Lead`)}</p>}
          okText={t(asking)}
          onSend={({ reason }) => send(asking, reason)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

/** The questions a change may overturn, one after another, those nobody looked at first. */
export function LawSuspects({ change }: { change: LawChangeRow }) {
  const { t } = useTranslation('law');
  const [page, setPage] = useState(1);
  const { changeId } = change;
  const asked = useQuery({
    queryKey: ['lawSuspects', changeId, page],
    queryFn: () =>
      call(lawChangeRoutes.suspects, { params: { changeId }, query: { from: (page - 1) * PAGE } }),
  });
  return (
    <section className="law-suspects" aria-labelledby="law-suspects" ref={broughtUp}>
      <h3 id="law-suspects">{t('suspects', { rule: `${change.statute} ${change.article}` })}</h3>
      <p role="status">{t('left', { count: change.counts.open })}</p>
      {!change.mayCancel && !change.cancelled && <p className="quiet">{t('another')}</p>}
      <Answer of={asked}>
        {({ rows, total }) => (
          <>
            {total === 0 && <Empty description={t('noSuspects')} />}
            {rows.map((s) => (
              <Suspect key={s.suspectId} suspect={s}>
                <Deeds change={change} suspect={s} />
              </Suspect>
            ))}
            <Pagination
              current={page}
              pageSize={PAGE}
              total={total}
              hideOnSinglePage
              showSizeChanger={false}
              onChange={setPage}
            />
          </>
        )}
      </Answer>
    </section>
  );
}

/** The list is long: what was just opened is brought before the eyes. */
const broughtUp = (at: HTMLElement | null) => at?.scrollIntoView({ block: 'start' });
