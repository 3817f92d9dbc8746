import { Form, Input, Modal, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { role, type Role } from 'exam-contract/http/roles';
import { staffRoutes, type StaffAccount } from 'exam-contract/http/staff';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';

interface Fields {
  username: string;
  name: string;
  roles: Role[];
  examinerCertificate?: string;
}
interface Props {
  /** The account to change; null for a new one. */
  account: StaffAccount | null;
  onClose: () => void;
  /** `password` for a new account only. */
  onSaved: (account: StaffAccount, password: string | null) => void;
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/i;

/** A new account, or the name, roles and certificate of one that is there. */
export function AccountForm({ account, onClose, onSaved }: Props) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    mutationFn: async ({ username, name, roles, examinerCertificate }: Fields) => {
      const body = { name, roles, examinerCertificate: examinerCertificate?.trim() || null };
      if (!account) return call(staffRoutes.addAccount, { body: { ...body, username } });
      const params = { staffId: account.staffId };
      return { account: await call(staffRoutes.changeAccount, { params, body }), password: null };
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      onSaved(saved.account, saved.password);
    },
  });
  return (
    <Modal
      open
      title={account ? t('editTitle', { name: account.name }) : t('add')}
      okText={t(account ? 'save' : 'add')}
      cancelText={t('common:cancel')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={account ?? { roles: ['proctor'] }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="username"
          label={t('col.username')}
          extra={t('usernameHint')}
          rules={[{ required: true, pattern: USERNAME, message: t('usernameNeeded') }]}
        >
          <Input autoComplete="off" maxLength={40} disabled={account !== null} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('col.name')}
          rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}
        >
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item
          name="roles"
          label={t('col.roles')}
          rules={[{ required: true, message: t('rolesNeeded') }]}
        >
          <Select
            mode="multiple"
            showSearch={false}
            options={role.options.map((r) => ({ value: r, label: t(`common:role.${r}`) }))}
          />
        </Form.Item>
        <Form.Item name="examinerCertificate" label={t('col.certificate')} extra={t('certificateHint')}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
      </Form>
      <FailureNote failure={save.error} />
    </Modal>
  );
}
