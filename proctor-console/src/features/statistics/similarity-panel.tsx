import { Alert, Empty, Select, Table, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { statisticsRoutes, type SimilarPair } from 'exam-contract/http/statistics';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { DayField } from '../../ui/day-field';
import { dayOf } from '../../ui/format';
import { useRooms } from '../sites/room-choice';

const chance = (p: number) => (p >= 0.001 ? p.toFixed(3) : p.toExponential(1));

/** Papers of one room and day by how unlikely their likeness is. A hint for an auditor, never a verdict. */
export function SimilarityPanel() {
  const { t, i18n } = useTranslation('statistics');
  const { rooms, room } = useRooms();
  const [picked, setPicked] = useState<string>();
  const [day, setDay] = useState(() => dayOf(Date.now()));
  const roomId = picked ?? room?.roomId;
  const asked = useQuery({
    queryKey: ['statistics', 'similarity', roomId, day],
    enabled: roomId !== undefined && day !== '',
    queryFn: () => call(statisticsRoutes.similarity, { query: { roomId: roomId ?? '', day } }),
  });
  const link = (of: SimilarPair['a']) => <Link to={`/attempts/${of.attemptId}`}>{of.seat}</Link>;
  return (
    <>
      <Alert type="info" showIcon title={t('similarity.note')} />
      <div className="filters spaced" role="search">
        <Select
          aria-label={t('similarity.room')}
          style={{ minWidth: 200 }}
          {...(roomId === undefined ? {} : { value: roomId })}
          options={rooms.map((r) => ({ value: r.roomId, label: inLang(r.name, i18n.language) }))}
          onChange={(r: string) => setPicked(r)}
        />
        <DayField aria-label={t('similarity.day')} value={day} onChange={setDay} />
      </div>
      {day !== '' && (
        <Answer of={asked}>
          {({ rows, papers, pairs, tooFew, limit }) => (
            <>
              <p>
                {t('similarity.looked', { papers, pairs, tooFew })}
                {pairs > 0 && ` ${t('similarity.limit', { limit: chance(limit) })}`}
              </p>
              <Table<SimilarPair>
                size="small"
                rowKey={(r) => `${r.a.attemptId} ${r.b.attemptId}`}
                scroll={{ x: 800 }}
                pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
                dataSource={rows}
                locale={{ emptyText: <Empty description={t('similarity.none')} /> }}
                columns={[
                  {
                    title: t('similarity.seats'),
                    render: (_, r) => (
                      <>
                        {link(r.a)} — {link(r.b)} {r.beside && <Tag>{t('similarity.beside')}</Tag>}
                      </>
                    ),
                  },
                  { title: t('similarity.common'), dataIndex: 'common', align: 'right' },
                  { title: t('similarity.same'), dataIndex: 'same', align: 'right' },
                  {
                    title: t('similarity.expected'),
                    align: 'right',
                    render: (_, r) => r.expected.toFixed(1),
                  },
                  { title: t('similarity.sameWrong'), dataIndex: 'sameWrong', align: 'right' },
                  {
                    title: t('similarity.p'),
                    align: 'right',
                    render: (_, r) =>
                      r.p < limit ? <strong className="cannot">{chance(r.p)}</strong> : chance(r.p),
                  },
                ]}
              />
            </>
          )}
        </Answer>
      )}
    </>
  );
}
