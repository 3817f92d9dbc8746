import { Alert, Button, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StaffAccount } from 'exam-contract/http/staff';

/** A generated password, shown this once. */
export function PasswordOnce(p: { account: StaffAccount; password: string; onClose: () => void }) {
  const { t } = useTranslation('account');
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      title={t('password.title', { name: p.account.name })}
      footer={
        <Button type="primary" onClick={p.onClose}>
          {t('common:close')}
        </Button>
      }
    >
      <div className="deed">
        <p>{t('password.username', { username: p.account.username })}</p>
        <Typography.Paragraph className="mono secret" copyable={{ text: p.password }}>
          <output aria-label={t('password.label')}>{p.password}</output>
        </Typography.Paragraph>
        <Alert type="warning" showIcon title={t('password.once')} />
      </div>
    </Modal>
  );
}
