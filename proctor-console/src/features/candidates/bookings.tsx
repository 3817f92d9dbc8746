import { App, Button, Empty, Table } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { candidateRoutes, type BookingRow, type CandidateRow } from 'exam-contract/http/candidates';
import { siteRoutes } from 'exam-contract/http/sites';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { AddBooking } from './add-booking';

/** What a candidate is booked for, and was. */
export function Bookings({ candidate }: { candidate: CandidateRow }) {
  const { t, i18n } = useTranslation('candidate');
  const { modal } = App.useApp();
  const clerk = useMay('registry', 'admin');
  const queries = useQueryClient();
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(siteRoutes.list) });
  const cancel = useMutation({
    mutationFn: (bookingId: string) => call(candidateRoutes.cancelBooking, { params: { bookingId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['candidates'] }),
  });
  const siteOf = (b: BookingRow) => {
    const site = sites.data?.sites.find((s) => s.siteId === b.siteId);
    return site ? inLang(site.name, i18n.language) : '';
  };
  const ask = (b: BookingRow) =>
    void modal.confirm({
      title: t('booking.cancelAsk', { kind: inLang(b.kindName, i18n.language) }),
      okText: t('booking.cancel'),
      okButtonProps: { danger: true },
      cancelText: t('booking.keep'),
      onOk: () => cancel.mutateAsync(b.bookingId).catch(() => undefined),
    });
  return (
    <section aria-labelledby="bookings">
      <h3 id="bookings">{t('booking.title')}</h3>
      <FailureNote failure={cancel.error} />
      <Table<BookingRow>
        size="small"
        rowKey="bookingId"
        pagination={false}
        scroll={{ x: 520 }}
        dataSource={candidate.bookings}
        locale={{ emptyText: <Empty description={t('booking.empty')} /> }}
        columns={[
          {
            title: t('booking.kind'),
            render: (_, b) => (
              <>
                {inLang(b.kindName, i18n.language)}
                <div className="quiet">{siteOf(b)}</div>
              </>
            ),
          },
          {
            title: t('booking.when'),
            render: (_, b) => (
              <>
                {momentOf(b.from, i18n.language)}
                <div className="quiet">{t('booking.until', { time: momentOf(b.to, i18n.language) })}</div>
              </>
            ),
          },
          { title: t('booking.state'), render: (_, b) => t(`booking.is.${b.state}`) },
          ...(clerk
            ? [
                {
                  title: t('col.deed'),
                  render: (_: unknown, b: BookingRow) =>
                    b.state === 'booked' && (
                      <Button
                        danger
                        loading={cancel.isPending && cancel.variables === b.bookingId}
                        onClick={() => ask(b)}
                      >
                        {t('booking.cancel')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {clerk && <AddBooking key={candidate.candidateId} candidateId={candidate.candidateId} />}
    </section>
  );
}
