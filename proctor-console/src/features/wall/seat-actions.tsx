import { Alert, Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import type { SeatView } from 'exam-contract/seat';
import { call } from '../../net/api';
import { asFailure } from '../../net/failure';
import { useAct } from '../../ui/act';
import { Problem } from '../../ui/problem';
import { ReasonDialog } from '../../ui/reason-dialog';
import { MoveSeat } from './move-seat';
import { TerminateDialog } from './terminate-dialog';

type Asking = 'message' | 'pause' | 'vouch' | 'extend' | 'terminate' | 'reset' | 'move' | null;

function MessageDialog({ seatId, onClose }: { seatId: string; onClose: () => void }) {
  const { t } = useTranslation('wall');
  const [form] = Form.useForm<{ text: string }>();
  const { busy, failure, act } = useAct();
  const send = async (body: { text: string }) => {
    const work = async () => {
      const { delivered } = await call(proctoringRoutes.message, { params: { seatId }, body });
      setDelivered(delivered);
      if (delivered) onClose();
    };
    await act(work, t('message.sent'));
  };
  const [delivered, setDelivered] = useState(true);
  const phrases = t('message.phrases', { returnObjects: true }) as string[];
  return (
    <Modal
      open
      title={t('act.message')}
      okText={t('common:send')}
      cancelText={t('common:cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {failure && <Problem failure={failure} />}
      {!delivered && <p role="alert">{t('message.notDelivered')}</p>}
      <Form form={form} layout="vertical" onFinish={(f) => void send(f)}>
        <Form.Item label={t('message.phrase')}>
          <Select
            aria-label={t('message.phrase')}
            placeholder={t('message.phrasePick')}
            options={phrases.map((p) => ({ value: p, label: p }))}
            onChange={(text: string) => form.setFieldsValue({ text })}
          />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('message.text')}
          rules={[{ required: true, whitespace: true, message: t('message.needed') }]}
        >
          <Input.TextArea rows={3} maxLength={300} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What a proctor may do to a seat; each is logged and seen at the terminal. */
export function SeatActions({ seat }: { seat: SeatView }) {
  const { t } = useTranslation('wall');
  const [asking, setAsking] = useState<Asking>(null);
  const { busy, failure, act } = useAct();
  const close = () => setAsking(null);
  const { seatId, attemptId, stage } = seat;
  const running = attemptId !== null && stage === 'running';
  const paused = attemptId !== null && stage === 'paused';
  const params = { attemptId: attemptId ?? '' };
  const [seen, setSeen] = useState<string | null>(null);
  /** Where the machine does not see the candidate, a person is asked. */
  const resume = () =>
    call(proctoringRoutes.resume, { params, body: {} }).catch((err: unknown) => {
      const { code, detail } = asFailure(err);
      if (code === 'PERSON_NOT_CONFIRMED') {
        setSeen(detail?.field ?? 'noPicture');
        setAsking('vouch');
      }
      throw err;
    });
  return (
    <div className="actions">
      {failure && asking !== 'vouch' && <Problem failure={failure} />}
      <div className="row">
        <Button onClick={() => setAsking('message')} disabled={!seat.terminal?.connected}>
          {t('act.message')}
        </Button>
        {paused ? (
          <Button type="primary" loading={busy} onClick={() => void act(resume, t('act.resumed'))}>
            {t('act.resume')}
          </Button>
        ) : (
          <Button disabled={!running} onClick={() => setAsking('pause')}>
            {t('act.pause')}
          </Button>
        )}
        <Button disabled={!running && !paused} onClick={() => setAsking('extend')}>
          {t('act.extend')}
        </Button>
        {seat.helpAsked && (
          <Button
            loading={busy}
            onClick={() =>
              void act(
                () => call(proctoringRoutes.clearHelp, { params: { seatId }, body: {} }),
                t('act.helpCleared'),
              )
            }
          >
            {t('act.clearHelp')}
          </Button>
        )}
        <Button
          disabled={attemptId === null || stage === 'done' || stage === 'rules'}
          onClick={() => setAsking('move')}
        >
          {t('act.move')}
        </Button>
        <Button
          disabled={running || paused || stage === 'idle' || stage === 'unassigned'}
          onClick={() => setAsking('reset')}
        >
          {t('act.reset')}
        </Button>
        <Button danger disabled={!running && !paused} onClick={() => setAsking('terminate')}>
          {t('act.terminate')}
        </Button>
      </div>
      {asking === 'message' && <MessageDialog seatId={seatId} onClose={close} />}
      {asking === 'pause' && (
        <ReasonDialog
          title={t('act.pause')}
          lead={<p>{t('act.pauseMeans')}</p>}
          okText={t('act.pause')}
          onSend={({ reason }) => call(proctoringRoutes.pause, { params, body: { reason } })}
          onClose={close}
        />
      )}
      {asking === 'vouch' && (
        <ReasonDialog
          title={t('act.vouch.title')}
          lead={
            <>
              <Alert type="warning" showIcon title={t(`act.vouch.${seen}`)} />
              <p>{t('act.vouch.means')}</p>
            </>
          }
          okText={t('act.vouch.ok')}
          onSend={({ reason }) => call(proctoringRoutes.resume, { params, body: { vouched: reason } })}
          onClose={close}
        />
      )}
      {asking === 'extend' && (
        <ReasonDialog
          title={t('act.extend')}
          okText={t('act.extend')}
          initial={{ minutes: 5 }}
          onSend={({ reason, minutes }) =>
            call(proctoringRoutes.extend, { params, body: { reason, minutes: Number(minutes) } })
          }
          onClose={close}
        >
          <Form.Item
            name="minutes"
            label={t('act.minutes')}
            rules={[{ required: true, message: t('act.minutesNeeded') }]}
          >
            <InputNumber min={1} max={60} precision={0} />
          </Form.Item>
        </ReasonDialog>
      )}
      {asking === 'reset' && (
        <ReasonDialog
          title={t('act.reset')}
          lead={<p>{t('act.resetMeans')}</p>}
          okText={t('act.reset')}
          danger
          onSend={({ reason }) => call(proctoringRoutes.resetSeat, { params: { seatId }, body: { reason } })}
          onClose={close}
        />
      )}
      {asking === 'move' && attemptId && <MoveSeat seat={seat} attemptId={attemptId} onClose={close} />}
      {asking === 'terminate' && attemptId && (
        <TerminateDialog attemptId={attemptId} label={seat.label} onClose={close} />
      )}
    </div>
  );
}
