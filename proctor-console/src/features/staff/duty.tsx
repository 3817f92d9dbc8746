import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { staffRoutes } from 'exam-contract/http/staff';
import { call } from '../../net/api';
import { useMay, useSession } from '../../net/session';
import { useAct } from '../../ui/act';
import { Problem } from '../../ui/problem';

const POLL_MS = 10_000;

function useDuty(roomId: string) {
  return useQuery({
    queryKey: ['duty', roomId],
    queryFn: () => call(staffRoutes.duty, { params: { roomId } }),
    refetchInterval: POLL_MS,
  });
}

/** Who answers for the room, and taking or ending that. */
export function Duty({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const me = useSession()?.staff;
  const may = useMay('proctor', 'admin') && me?.examinerCertificate != null;
  const { data } = useDuty(roomId);
  const { busy, failure, act } = useAct();
  if (!data) return null;
  const { duty } = data;
  const mine = duty?.examiner.staffId === me?.staffId;
  const change = async (on: boolean) => {
    const params = { roomId };
    await act(
      () => (on ? call(staffRoutes.goOnDuty, { params, body: {} }) : call(staffRoutes.goOffDuty, { params })),
      t(on ? 'common:duty.taken' : 'common:duty.ended'),
    );
    await client.invalidateQueries({ queryKey: ['duty', roomId] });
  };
  const end = () =>
    void modal.confirm({
      title: t('common:duty.endAsk'),
      okText: t('common:duty.end'),
      cancelText: t('common:cancel'),
      onOk: () => change(false),
    });
  return (
    <div className="duty">
      {failure && <Problem failure={failure} />}
      {duty ? (
        <span className="duty-who">
          {t('common:duty.by', { name: duty.examiner.name, certificate: duty.examiner.certificate })}
          {!duty.present && <Tag color="warning">{t('common:duty.absent')}</Tag>}
        </span>
      ) : (
        <span className="duty-who">{t('common:duty.none')}</span>
      )}
      {may && mine && (
        <Button loading={busy} onClick={end}>
          {t('common:duty.end')}
        </Button>
      )}
      {may && !mine && (
        <Button type="primary" className="duty-take" loading={busy} onClick={() => void change(true)}>
          {t(duty ? 'common:duty.takeOver' : 'common:duty.take')}
        </Button>
      )}
    </div>
  );
}

/** Says so, on every page, while nothing can start. */
export function DutyWarning({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const { data } = useDuty(roomId);
  if (!data || data.duty?.present) return null;
  return (
    <Alert
      banner
      type="warning"
      title={t(data.duty ? 'common:duty.warningAbsent' : 'common:duty.warning')}
      description={data.duty ? undefined : t('common:duty.warningHow')}
    />
  );
}
