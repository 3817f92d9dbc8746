import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { useAct } from '../../ui/act';
import { timeOf } from '../../ui/format';
import { Problem } from '../../ui/problem';

interface Meaning {
  confirmToken: string;
  expiresAt: number;
  candidateName: string;
  answered: number;
  total: number;
}

/** Ends an attempt in two steps: the reason, then what it means and the seat typed out. */
export function TerminateDialog({
  attemptId,
  label,
  onClose,
}: {
  attemptId: string;
  label: string;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation('wall');
  const [form] = Form.useForm<{ reason: string; typed: string }>();
  const [meaning, setMeaning] = useState<Meaning | null>(null);
  const { busy, failure, act } = useAct();
  const params = { attemptId };
  const send = async ({ reason }: { reason: string }) => {
    if (!meaning) {
      await act(
        async () => setMeaning(await call(proctoringRoutes.requestTermination, { params, body: { reason } })),
        t('terminate.asked'),
      );
      return;
    }
    const body = { confirmToken: meaning.confirmToken };
    if (await act(() => call(proctoringRoutes.terminate, { params, body }), t('terminate.done'))) onClose();
  };
  return (
    <Modal
      open
      title={t('terminate.title')}
      okText={t(meaning ? 'terminate.confirm' : 'terminate.next')}
      okButtonProps={{ danger: true }}
      cancelText={t('common:cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {failure && <Problem failure={failure} />}
      <Form form={form} layout="vertical" onFinish={(f) => void send(f)}>
        <Form.Item
          name="reason"
          hidden={meaning !== null}
          label={t('common:reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common:reasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
        {meaning && (
          <>
            <Alert
              type="error"
              showIcon
              className="meaning"
              title={t('terminate.means', {
                name: meaning.candidateName,
                answered: meaning.answered,
                total: meaning.total,
              })}
              description={t('terminate.until', { time: timeOf(meaning.expiresAt, i18n.language) })}
            />
            <Form.Item
              name="typed"
              label={t('terminate.type', { label })}
              rules={[
                {
                  validator: (_, v: string) =>
                    v?.trim() === label
                      ? Promise.resolve()
                      : Promise.reject(new Error(t('terminate.typeWrong', { label }))),
                },
              ]}
            >
              <Input autoComplete="off" />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  );
}
