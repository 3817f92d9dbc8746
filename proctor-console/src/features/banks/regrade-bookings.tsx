import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regradeRoutes, type RegradeRow } from 'exam-contract/http/regrades';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { momentOf } from '../../ui/format';
import { ReasonDialog } from '../../ui/reason-dialog';

/** Bookings that a pass given by a regrade makes needless: each is cancelled by a person, with a reason. */
export function RegradeBookings({
  regradeId,
  row: { attemptId, booked, candidateName },
}: {
  regradeId: string;
  row: RegradeRow;
}) {
  const { t, i18n } = useTranslation('regrade');
  const clerk = useMay('registry', 'admin');
  const queries = useQueryClient();
  const [asking, setAsking] = useState<RegradeRow['booked'][number] | null>(null);
  const when = (from: number) => momentOf(from, i18n.language);
  return (
    <>
      {booked.map((b) => (
        <div key={b.bookingId} className="regrade-booked">
          <div className="cannot">{t('booked.still', { at: when(b.from) })}</div>
          {clerk && (
            <Button
              aria-label={t('booked.cancelOf', { name: candidateName, at: when(b.from) })}
              onClick={() => setAsking(b)}
            >
              {t('booked.cancel')}
            </Button>
          )}
        </div>
      ))}
      {asking && (
        <ReasonDialog
          title={t('booked.ask', { name: candidateName, at: when(asking.from) })}
          lead={<p>{t('booked.means')}</p>}
          okText={t('booked.cancel')}
          keepText={t('booked.keep')}
          initial={{ reason: t('booked.reason') }}
          danger
          onSend={async ({ reason }) => {
            const params = { regradeId, attemptId };
            const body = { bookingId: asking.bookingId, reason };
            await call(regradeRoutes.cancelBooking, { params, body });
            await queries.invalidateQueries({ queryKey: ['regrade-rows', regradeId] });
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
