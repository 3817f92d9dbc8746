import { Alert, Button, Input, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteRoutes, type RoomRow } from 'exam-contract/http/sites';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';
import { isReason } from '../../ui/reason';

/** Whether candidates must turn their heads at check-in: in sight of everyone, switched only with a reason. */
export function ChallengeSwitch({ room }: { room: RoomRow }) {
  const { t } = useTranslation('site');
  const manager = useMay('siteManager', 'admin');
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const on = room.challenge === 'on';
  const change = useMutation({
    mutationFn: () =>
      call(siteRoutes.setChallenge, {
        params: { roomId: room.roomId },
        body: { challenge: on ? 'off' : 'on', reason: reason.trim() },
      }),
    onSuccess: () => {
      setAsking(false);
      setReason('');
      void queries.invalidateQueries({ queryKey: ['sites'] });
    },
  });
  return (
    <>
      <Alert
        showIcon
        className="challenge"
        type={on ? 'success' : 'warning'}
        title={t(on ? 'challenge.on' : 'challenge.off')}
        description={t(on ? 'challenge.onMeans' : 'challenge.offMeans')}
        action={
          manager && (
            <Button onClick={() => setAsking(true)}>
              {t(on ? 'challenge.turnOff' : 'challenge.turnOn')}
            </Button>
          )
        }
      />
      <Modal
        open={asking}
        title={t(on ? 'challenge.turnOff' : 'challenge.turnOn')}
        okText={t(on ? 'challenge.turnOff' : 'challenge.turnOn')}
        okButtonProps={{ danger: on, disabled: !isReason(reason) }}
        cancelText={t('page:cancel')}
        confirmLoading={change.isPending}
        onOk={() => change.mutate()}
        onCancel={() => setAsking(false)}
      >
        <div className="deed">
          <label htmlFor="challenge-why">{t('page:reason')}</label>
          <Input.TextArea
            id="challenge-why"
            value={reason}
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 5 }}
            placeholder={t('page:reasonHint')}
            onChange={(e) => setReason(e.target.value)}
          />
          <FailureNote failure={change.error} />
        </div>
      </Modal>
    </>
  );
}
