import { Button, Form, Input, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes } from 'exam-contract/http/banks';
import { candidateRoutes } from 'exam-contract/http/candidates';
import { siteRoutes } from 'exam-contract/http/sites';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';

interface Fields {
  siteId: string;
  kindCode: string;
  from: string;
  to: string;
}

const HOUR_MS = 3_600_000;
/** Of a moment, what a datetime-local field takes: the wall clock of whoever books. */
const fieldOf = (at: number): string => {
  const d = new Date(at);
  return new Date(at - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

export function AddBooking({ candidateId }: { candidateId: string }) {
  const { t, i18n } = useTranslation('candidate');
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [start] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(siteRoutes.list) });
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const book = useMutation({
    mutationFn: ({ siteId, kindCode, from, to }: Fields) =>
      call(candidateRoutes.book, {
        params: { candidateId },
        body: { siteId, kindCode, from: new Date(from).getTime(), to: new Date(to).getTime() },
      }),
    onSuccess: () => {
      form.resetFields();
      return queries.invalidateQueries({ queryKey: ['candidates'] });
    },
  });
  const needed = { required: true, message: t('booking.needed') };
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      className="book"
      initialValues={{ from: fieldOf(start), to: fieldOf(start + 4 * HOUR_MS) }}
      onFinish={(fields) => book.mutate(fields)}
    >
      <h3>{t('booking.add')}</h3>
      <Form.Item name="siteId" label={t('booking.site')} rules={[needed]}>
        <Select
          loading={sites.isPending}
          placeholder={t('booking.choose')}
          options={
            sites.data?.sites.map((s) => ({ value: s.siteId, label: inLang(s.name, i18n.language) })) ?? []
          }
        />
      </Form.Item>
      <Form.Item name="kindCode" label={t('booking.kind')} rules={[needed]}>
        <Select
          loading={kinds.isPending}
          placeholder={t('booking.choose')}
          options={
            kinds.data?.kinds.map((k) => ({ value: k.code, label: inLang(k.name, i18n.language) })) ?? []
          }
        />
      </Form.Item>
      <div className="book-times">
        <Form.Item name="from" label={t('booking.from')} rules={[needed]}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item
          name="to"
          label={t('booking.to')}
          dependencies={['from']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: (_, to: string) =>
                !to || to > String(getFieldValue('from'))
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('booking.order'))),
            }),
          ]}
        >
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      <FailureNote failure={book.error ?? sites.error ?? kinds.error} />
      <Button type="primary" htmlType="submit" loading={book.isPending}>
        {t('booking.go')}
      </Button>
    </Form>
  );
}
