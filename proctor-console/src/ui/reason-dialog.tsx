import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../net/failure';
import { useAct } from './act';
import { Problem } from './problem';

interface Props {
  title: string;
  lead?: ReactNode;
  okText: string;
  /** On the way out, where what is done is itself a cancelling. */
  keepText?: string;
  danger?: boolean;
  /** Further fields above the reason. */
  children?: ReactNode;
  initial?: Record<string, unknown>;
  /** Shows a refusal that says more than others do. */
  refusal?: (failure: Failure) => ReactNode;
  onSend: (fields: { reason: string } & Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why before something is done; the reason goes into the log. */
export function ReasonDialog({
  title,
  lead,
  okText,
  keepText,
  danger,
  children,
  initial,
  refusal,
  onSend,
  onClose,
}: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const { busy, failure, act } = useAct();
  const send = async (fields: { reason: string }) => {
    if (await act(() => onSend(fields))) onClose();
  };
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger: danger ?? false }}
      cancelText={keepText ?? t('common:cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {lead}
      {failure && (refusal?.(failure) ?? <Problem failure={failure} />)}
      <Form form={form} layout="vertical" initialValues={initial ?? {}} onFinish={(f) => void send(f)}>
        {children}
        <Form.Item
          name="reason"
          label={t('common:reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common:reasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={300} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
