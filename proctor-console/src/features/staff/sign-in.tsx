import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { staffRoutes } from 'exam-contract/http/staff';
import { call } from '../../net/api';
import { queryClient } from '../../net/query-client';
import { session } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';
import { Language } from '../../ui/language';

interface Fields {
  username: string;
  password: string;
}

export function SignIn() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (body: Fields) => {
    setBusy(true);
    setFailure(null);
    try {
      const signedIn = await call(staffRoutes.signIn, { body });
      queryClient.clear();
      session.set(signedIn);
    } catch (err) {
      setFailure(err);
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <div className="sign-in-head">
          <span className="product">{t('common:product')}</span>
          <Language />
        </div>
        <h1>{t('common:signIn.title')}</h1>
        {session.hasExpired() && !failure && <Alert type="info" showIcon title={t('common:signIn.ended')} />}
        <FailureNote failure={failure} />
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={(f) => void submit(f)}>
          <Form.Item
            name="username"
            label={t('common:signIn.username')}
            rules={[{ required: true, message: t('common:signIn.usernameNeeded') }]}
          >
            <Input autoComplete="username" size="large" maxLength={60} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('common:signIn.password')}
            rules={[{ required: true, message: t('common:signIn.passwordNeeded') }]}
          >
            <Input.Password autoComplete="current-password" size="large" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {t('common:signIn.submit')}
          </Button>
        </Form>
      </Card>
    </main>
  );
}
