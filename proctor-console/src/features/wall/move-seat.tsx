import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import type { SeatView } from 'exam-contract/seat';
import { call } from '../../net/api';
import { ReasonDialog } from '../../ui/reason-dialog';
import { useRoom } from './use-room';

/** Lets a candidate whose terminal is broken go on at another, with every answer that was acknowledged. */
export function MoveSeat({ seat, attemptId, onClose }: Props) {
  const { t } = useTranslation('wall');
  const room = useRoom();
  const [options] = useState(() =>
    room.seatsFor(seat.seatId).map((s) => ({
      value: s.seatId,
      label: s.seatId === seat.seatId ? t('move.own', { label: s.label }) : s.label,
    })),
  );
  return (
    <ReasonDialog
      title={t('move.title', { label: seat.label })}
      lead={<p>{t(options.length > 0 ? 'move.means' : 'move.none')}</p>}
      okText={t('act.move')}
      onSend={({ reason, seatId }) =>
        call(proctoringRoutes.moveSeat, { params: { attemptId }, body: { seatId: String(seatId), reason } })
      }
      onClose={onClose}
    >
      <Form.Item name="seatId" label={t('move.to')} rules={[{ required: true, message: t('move.needed') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          notFoundContent={t('move.none')}
        />
      </Form.Item>
    </ReasonDialog>
  );
}
interface Props {
  seat: SeatView;
  attemptId: string;
  onClose: () => void;
}
