import { PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Empty, Input, Table, Tag } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { candidateRoutes, type CandidateRow } from 'exam-contract/http/candidates';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer, PageHead } from '../../ui/answer';
import { AddCandidate } from './add-candidate';
import { Bookings } from './bookings';
import { EnrolmentPhoto } from './enrolment-photo';
import '../../theme/candidate.css';

const PAGE = 20;

export default function CandidatesPage() {
  const { t } = useTranslation('candidate');
  const clerk = useMay('registry', 'admin');
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<CandidateRow | null>(null);
  const [adding, setAdding] = useState(false);
  const q = search.get('q') ?? '';
  const page = Math.max(1, Number(search.get('page')) || 1);
  const asked = useQuery({
    queryKey: ['candidates', q, page],
    queryFn: () => call(candidateRoutes.list, { query: { q, skip: (page - 1) * PAGE, limit: PAGE } }),
    placeholderData: keepPreviousData,
  });
  const shown = asked.data?.rows.find((r) => r.candidateId === opened?.candidateId) ?? opened;
  return (
    <>
      <PageHead title={t('title')}>
        {clerk && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            {t('add.open')}
          </Button>
        )}
      </PageHead>
      <div className="filters" role="search">
        <Input.Search
          allowClear
          enterButton
          aria-label={t('search')}
          placeholder={t('search')}
          style={{ maxWidth: 420 }}
          maxLength={40}
          defaultValue={q}
          onSearch={(s) => setSearch(s.trim() ? { q: s.trim() } : {})}
        />
      </div>
      <Answer of={asked}>
        {({ rows, total }) => (
          <Table<CandidateRow>
            rowKey="candidateId"
            size="middle"
            scroll={{ x: 800 }}
            loading={asked.isPlaceholderData}
            dataSource={rows}
            pagination={{
              current: page,
              pageSize: PAGE,
              total,
              showSizeChanger: false,
              hideOnSinglePage: true,
              onChange: (p) => setSearch({ ...(q ? { q } : {}), page: String(p) }),
            }}
            locale={{ emptyText: <Empty description={t(q ? 'emptyFiltered' : 'empty')} /> }}
            columns={[
              { title: t('col.name'), dataIndex: 'name' },
              { title: t('col.idNumber'), render: (_, r) => <span className="mono">{r.idNumber}</span> },
              { title: t('col.class'), dataIndex: 'licenceClass' },
              {
                title: t('col.photo'),
                render: (_, r) =>
                  t(r.templateModel ? 'photo.ready' : r.hasPhoto ? 'photo.noTemplate' : 'photo.none'),
              },
              {
                title: t('col.bookings'),
                render: (_, r) => {
                  const open = r.bookings.filter((b) => b.state === 'booked').length;
                  return open > 0 ? (
                    <Tag color="processing">{t('bookedCount', { count: open })}</Tag>
                  ) : (
                    t('noneBooked')
                  );
                },
              },
              {
                title: t('col.deed'),
                render: (_, r) => <Button onClick={() => setOpened(r)}>{t('open')}</Button>,
              },
            ]}
          />
        )}
      </Answer>
      <Drawer open={shown !== null} title={shown?.name} size={620} onClose={() => setOpened(null)}>
        {shown && (
          <>
            <dl className="facts">
              <div>
                <dt>{t('col.idNumber')}</dt>
                <dd className="mono">{shown.idNumber}</dd>
              </div>
              <div>
                <dt>{t('col.class')}</dt>
                <dd>{shown.licenceClass}</dd>
              </div>
              <div>
                <dt>{t('timeFactor')}</dt>
                <dd>{t('times', { factor: shown.timeFactor })}</dd>
              </div>
            </dl>
            <EnrolmentPhoto key={shown.candidateId} candidate={shown} onChanged={setOpened} />
            <Bookings candidate={shown} />
          </>
        )}
      </Drawer>
      <AddCandidate
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={(row) => {
          setAdding(false);
          setOpened(row);
        }}
      />
    </>
  );
}
