import { Alert, Button, Modal, Skeleton, Typography } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { siteRoutes, type SeatRow } from 'exam-contract/http/sites';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';
import { timeOf } from '../../ui/format';

/** The one-time code that makes a browser the terminal of a seat, big enough to be read across a desk. */
export function EnrolmentCode({ seat, onClose }: { seat: SeatRow; onClose: () => void }) {
  const { t, i18n } = useTranslation('site');
  const asked = useQuery({
    queryKey: ['enrolment', seat.seatId],
    queryFn: () => call(siteRoutes.enrolmentCode, { params: { seatId: seat.seatId }, body: {} }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const link = asked.data && `${window.location.origin}/kiosk/#enrol=${asked.data.code}`;
  return (
    <Modal
      open
      title={t('code.title', { seat: seat.label })}
      width={600}
      onCancel={onClose}
      footer={
        <>
          <Button loading={asked.isFetching} onClick={() => void asked.refetch()}>
            {t('code.again')}
          </Button>
          <Button type="primary" onClick={onClose}>
            {t('page:close')}
          </Button>
        </>
      }
    >
      {asked.isPending && <Skeleton active />}
      <FailureNote failure={asked.error} />
      {asked.data && link && (
        <div className="deed">
          <output className="code" aria-label={t('code.label')}>
            {asked.data.code}
          </output>
          <p>{t('code.how', { time: timeOf(asked.data.expiresAt, i18n.language) })}</p>
          <Typography.Paragraph copyable={{ text: link }} className="mono">
            <a href={link} target="_blank" rel="noreferrer">
              {link}
            </a>
          </Typography.Paragraph>
          {seat.terminal && <Alert type="warning" showIcon title={t('code.replaces')} />}
        </div>
      )}
    </Modal>
  );
}
