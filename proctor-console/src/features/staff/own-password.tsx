import { App, Form, Input, Modal } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MIN, staffRoutes } from 'exam-contract/http/staff';
import { call } from '../../net/api';
import { session } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';

interface Fields {
  current: string;
  next: string;
  again: string;
}

/** One's own password; the present session goes on with a new token. */
export function OwnPassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account');
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const change = useMutation({
    mutationFn: ({ current, next }: Fields) =>
      call(staffRoutes.changeOwnPassword, { body: { current, next } }),
    onSuccess: (signedIn) => {
      session.set(signedIn);
      void message.success(t('own.done'));
      onClose();
    },
  });
  const count = PASSWORD_MIN;
  return (
    <Modal
      open
      title={t('own.title')}
      okText={t('save')}
      cancelText={t('common:cancel')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Fields> form={form} layout="vertical" onFinish={(fields) => change.mutate(fields)}>
        <Form.Item
          name="current"
          label={t('own.current')}
          rules={[{ required: true, message: t('own.currentNeeded') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('own.next')}
          extra={t('own.hint', { count })}
          rules={[{ required: true, min: count, message: t('own.nextNeeded', { count }) }]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('own.again')}
          dependencies={['next']}
          rules={[
            { required: true, message: t('own.againNeeded') },
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('own.againNeeded'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </Form>
      <FailureNote failure={change.error} />
    </Modal>
  );
}
