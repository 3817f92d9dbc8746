import { CheckCircleOutlined, DisconnectOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { App, Button, Empty, Space, Table, Tag } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteRoutes, type SeatRow } from 'exam-contract/http/sites';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { momentOf } from '../../ui/format';
import { EnrolmentCode } from './enrolment-code';

const EVERY_MS = 5000;

function Terminal({ of }: { of: SeatRow['terminal'] }) {
  const { t } = useTranslation('site');
  if (!of) return <Tag icon={<MinusCircleOutlined aria-hidden />}>{t('terminal.none')}</Tag>;
  return of.connected ? (
    <Tag variant="solid" color="#0a6b3d" icon={<CheckCircleOutlined aria-hidden />}>
      {t('terminal.connected')}
    </Tag>
  ) : (
    <Tag variant="solid" color="#8a5300" icon={<DisconnectOutlined aria-hidden />}>
      {t('terminal.away')}
    </Tag>
  );
}

/** Seats of a room, whether each has its terminal, and giving or taking one. */
export function SeatList({ roomId }: { roomId: string }) {
  const { t, i18n } = useTranslation('site');
  const { modal } = App.useApp();
  const manager = useMay('siteManager', 'admin');
  const queries = useQueryClient();
  const [enrolling, setEnrolling] = useState<SeatRow | null>(null);
  const asked = useQuery({
    queryKey: ['seats', roomId],
    queryFn: () => call(siteRoutes.seats, { params: { roomId } }),
    refetchInterval: EVERY_MS,
  });
  const revoke = useMutation({
    mutationFn: (seatId: string) => call(siteRoutes.revokeTerminal, { params: { seatId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['seats', roomId] }),
  });
  const ask = (seat: SeatRow) =>
    void modal.confirm({
      title: t('revoke.ask', { seat: seat.label }),
      content: t('revoke.means'),
      okText: t('revoke.go'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => revoke.mutateAsync(seat.seatId).catch(() => undefined),
    });
  return (
    <>
      <FailureNote failure={revoke.error} />
      <Answer of={asked}>
        {({ seats }) => (
          <Table<SeatRow>
            rowKey="seatId"
            size="small"
            pagination={false}
            scroll={{ x: 700 }}
            dataSource={seats}
            locale={{ emptyText: <Empty description={t('noSeats')} /> }}
            columns={[
              { title: t('col.seat'), width: 100, dataIndex: 'label' },
              { title: t('col.terminal'), width: 150, render: (_, s) => <Terminal of={s.terminal} /> },
              {
                title: t('col.since'),
                render: (_, s) => (s.terminal ? momentOf(s.terminal.enrolledAt, i18n.language) : '—'),
              },
              ...(manager
                ? [
                    {
                      title: t('col.deed'),
                      width: 300,
                      render: (_: unknown, s: SeatRow) => (
                        <Space>
                          <Button
                            onClick={() => setEnrolling(s)}
                            aria-label={t('enrolAt', { seat: s.label })}
                          >
                            {t('enrol')}
                          </Button>
                          {s.terminal && (
                            <Button
                              danger
                              loading={revoke.isPending && revoke.variables === s.seatId}
                              onClick={() => ask(s)}
                              aria-label={t('revoke.at', { seat: s.label })}
                            >
                              {t('revoke.go')}
                            </Button>
                          )}
                        </Space>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answer>
      {enrolling && (
        <EnrolmentCode
          seat={enrolling}
          onClose={() => {
            setEnrolling(null);
            void queries.invalidateQueries({ queryKey: ['seats', roomId] });
          }}
        />
      )}
    </>
  );
}
