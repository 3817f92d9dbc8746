import { App, Button, Empty, Space, Table, Tag } from 'antd';
import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { staffRoutes, type StaffAccount } from 'exam-contract/http/staff';
import { call } from '../../net/api';
import { useSession } from '../../net/session';
import { useAct } from '../../ui/act';
import { Answer, PageHead } from '../../ui/answer';
import { momentOf } from '../../ui/format';
import { Problem } from '../../ui/problem';
import { AccountForm } from './account-form';
import { PasswordOnce } from './password-once';

type Dialog =
  | { kind: 'form'; account: StaffAccount | null }
  | { kind: 'password'; account: StaffAccount; password: string };

/** Who may sign in, as what; for administrators. */
export default function AccountsPage() {
  const { t, i18n } = useTranslation('account');
  const { modal } = App.useApp();
  const me = useSession()?.staff.staffId;
  const queries = useQueryClient();
  const { busy, failure, act } = useAct();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const asked = useQuery({ queryKey: ['accounts'], queryFn: () => call(staffRoutes.accounts) });
  const refresh = () => queries.invalidateQueries({ queryKey: ['accounts'] });

  const setDisabled = async (account: StaffAccount, disabled: boolean) => {
    const { staffId, name } = account;
    if (
      disabled &&
      !(await modal.confirm({
        title: t('closeAsk', { name }),
        okText: t('close'),
        cancelText: t('common:cancel'),
        okButtonProps: { danger: true },
      }))
    )
      return;
    await act(
      () => call(staffRoutes.setDisabled, { params: { staffId }, body: { disabled } }),
      t(disabled ? 'closed' : 'opened'),
    );
    await refresh();
  };
  const reset = async (account: StaffAccount) => {
    const { staffId, name } = account;
    if (
      !(await modal.confirm({
        title: t('resetAsk', { name }),
        okText: t('reset'),
        cancelText: t('common:cancel'),
      }))
    )
      return;
    await act(async () => {
      const { password } = await call(staffRoutes.resetPassword, { params: { staffId }, body: {} });
      setDialog({ kind: 'password', account, password });
    });
  };

  return (
    <>
      <PageHead title={t('title')}>
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setDialog({ kind: 'form', account: null })}
        >
          {t('add')}
        </Button>
      </PageHead>
      <p className="lead">{t('lead')}</p>
      {failure && <Problem failure={failure} />}
      <Answer of={asked}>
        {({ rows }) => (
          <Table<StaffAccount>
            rowKey="staffId"

            pagination={false}
            scroll={{ x: 900 }}
            dataSource={rows}
            locale={{ emptyText: <Empty description={t('empty')} /> }}
            columns={[
              {
                title: t('col.username'),
                width: 150,
                render: (_, a) => <span className="mono">{a.username}</span>,
              },
              {
                title: t('col.name'),
                width: 150,
                render: (_, r) => (
                  <Space>
                    {r.name}
                    {r.staffId === me && <Tag>{t('you')}</Tag>}
                  </Space>
                ),
              },
              {
                title: t('col.roles'),
                render: (_, r) => r.roles.map((one) => <Tag key={one}>{t(`common:role.${one}`)}</Tag>),
              },
              {
                title: t('col.certificate'),
                width: 150,
                render: (_, r) => r.examinerCertificate ?? t('common:none'),
              },
              {
                title: t('col.state'),
                width: 90,
                render: (_, r) => (
                  <Tag variant="solid" color={r.disabled ? '#5b6b72' : '#0a6b3d'}>
                    {t(r.disabled ? 'state.closed' : 'state.open')}
                  </Tag>
                ),
              },
              { title: t('col.created'), width: 180, render: (_, r) => momentOf(r.createdAt, i18n.language) },
              {
                title: t('col.actions'),
                width: 270,
                render: (_, r) => (
                  <Space>
                    <Button onClick={() => setDialog({ kind: 'form', account: r })}>{t('edit')}</Button>
                    <Button loading={busy} onClick={() => void reset(r)}>
                      {t('reset')}
                    </Button>
                    <Button
                      danger={!r.disabled}
                      disabled={r.staffId === me}
                      loading={busy}
                      onClick={() => void setDisabled(r, !r.disabled)}
                    >
                      {t(r.disabled ? 'open' : 'close')}
                    </Button>
                  </Space>
                ),
              },
            ]}
          />
        )}
      </Answer>
      {dialog?.kind === 'form' && (
        <AccountForm
          account={dialog.account}
          onClose={() => setDialog(null)}
          onSaved={(account, password) =>
            setDialog(password ? { kind: 'password', account, password } : null)
          }
        />
      )}
      {dialog?.kind === 'password' && (
        <PasswordOnce account={dialog.account} password={dialog.password} onClose={() => setDialog(null)} />
      )}
    </>
  );
}
