import {
  ApartmentOutlined,
  AuditOutlined,
  AppstoreOutlined,
  BarChartOutlined,
  BookOutlined,
  FileDoneOutlined,
  IdcardOutlined,
  ProfileOutlined,
  KeyOutlined,
  LogoutOutlined,
  TeamOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button, Empty, Layout, Result, Select, Skeleton } from 'antd';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, NavLink, Route, Routes, useLocation, useNavigate } from 'react-router';
import type { Role } from 'exam-contract/http/roles';
import { inLang } from './i18n/i18n';
import { chooseRoom, useRooms } from './features/sites/room-choice';
import { OwnPassword } from './features/staff/own-password';
import { Duty, DutyWarning } from './features/staff/duty';
import { session, useSession } from './net/session';
import { Language } from './ui/language';

const WallPage = lazy(() => import('./features/wall/wall-page'));
const IncidentsPage = lazy(() => import('./features/incidents/incidents-page'));
const AttemptsPage = lazy(() => import('./features/attempts/attempts-page'));
const AttemptPage = lazy(() => import('./features/attempts/attempt-page'));
const CandidatesPage = lazy(() => import('./features/candidates/candidates-page'));
const BanksPage = lazy(() => import('./features/banks/banks-page'));
const BlueprintsPage = lazy(() => import('./features/blueprints/blueprints-page'));
const SitesPage = lazy(() => import('./features/sites/sites-page'));
const AccountsPage = lazy(() => import('./features/accounts/accounts-page'));
const StatisticsPage = lazy(() => import('./features/statistics/statistics-page'));
const AuditPage = lazy(() => import('./features/audit/audit-page'));

interface Place {
  key: string;
  roles: Role[];
  icon: ReactNode;
  routes: { path: string; element: ReactNode }[];
}

const places: Place[] = [
  {
    key: 'wall',
    roles: ['proctor', 'siteManager', 'auditor', 'admin'],
    icon: <AppstoreOutlined aria-hidden />,
    routes: [
      { path: '/wall', element: <WallPage /> },
      { path: '/wall/:roomId', element: <WallPage /> },
    ],
  },
  {
    key: 'incidents',
    roles: ['proctor', 'siteManager', 'auditor', 'admin'],
    icon: <WarningOutlined aria-hidden />,
    routes: [{ path: '/incidents', element: <IncidentsPage /> }],
  },
  {
    key: 'attempts',
    roles: ['proctor', 'registry', 'auditor', 'admin'],
    icon: <FileDoneOutlined aria-hidden />,
    routes: [
      { path: '/attempts', element: <AttemptsPage /> },
      { path: '/attempts/:attemptId', element: <AttemptPage /> },
    ],
  },
  {
    key: 'candidates',
    roles: ['registry', 'admin'],
    icon: <IdcardOutlined aria-hidden />,
    routes: [{ path: '/candidates', element: <CandidatesPage /> }],
  },
  {
    key: 'banks',
    roles: ['registry', 'auditor', 'admin'],
    icon: <BookOutlined aria-hidden />,
    routes: [{ path: '/banks', element: <BanksPage /> }],
  },
  {
    key: 'blueprints',
    roles: ['registry', 'admin'],
    icon: <ProfileOutlined aria-hidden />,
    routes: [{ path: '/blueprints', element: <BlueprintsPage /> }],
  },
  {
    key: 'statistics',
    roles: ['registry', 'auditor', 'admin'],
    icon: <BarChartOutlined aria-hidden />,
    routes: [{ path: '/statistics', element: <StatisticsPage /> }],
  },
  {
    key: 'sites',
    roles: ['siteManager', 'admin'],
    icon: <ApartmentOutlined aria-hidden />,
    routes: [{ path: '/sites', element: <SitesPage /> }],
  },
  {
    key: 'accounts',
    roles: ['admin'],
    icon: <TeamOutlined aria-hidden />,
    routes: [{ path: '/accounts', element: <AccountsPage /> }],
  },
  {
    key: 'audit',
    roles: ['auditor', 'admin'],
    icon: <AuditOutlined aria-hidden />,
    routes: [{ path: '/audit', element: <AuditPage /> }],
  },
];

/** Header, menu by role, and the page. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const staff = useSession()?.staff;
  const { pathname } = useLocation();
  const go = useNavigate();
  const { rooms, room, loaded } = useRooms();
  const open = places.filter((p) => p.roles.some((r) => staff?.roles.includes(r)));
  const [ownPassword, setOwnPassword] = useState(false);
  const here = pathname.split('/')[1] ?? '';
  const watches = open.some((p) => p.key === 'wall');
  useEffect(() => {
    document.title = `${open.some((p) => p.key === here) ? `${t(`common:menu.${here}`)} · ` : ''}${t('common:product')}`;
  });
  return (
    <Layout className="console">
      <a className="skip" href="#content">
        {t('common:skip')}
      </a>
      <Layout.Header className="console-head">
        <span className="product">{t('common:product')}</span>
        {watches && rooms.length > 0 && (
          <Select
            aria-label={t('common:room')}
            className="room-choice"

            value={room?.roomId}
            options={rooms.map((r) => ({ value: r.roomId, label: inLang(r.name, i18n.language) }))}
            onChange={(id: string) => {
              chooseRoom(id);
              if (here === 'wall') void go(`/wall/${id}`);
            }}
          />
        )}
        {watches && room && <Duty roomId={room.roomId} />}
        <span className="head-gap" />
        <Language />
        <span className="me">
          {staff?.name}
          <small>{staff?.roles.map((r) => t(`common:role.${r}`)).join(' · ')}</small>
        </span>
        <Button icon={<KeyOutlined aria-hidden />} onClick={() => setOwnPassword(true)}>
          {t('account:own.open')}
        </Button>
        {ownPassword && <OwnPassword onClose={() => setOwnPassword(false)} />}
        <Button icon={<LogoutOutlined aria-hidden />} onClick={() => session.set(null)}>
          {t('common:signOut')}
        </Button>
      </Layout.Header>
      <Layout hasSider>
        <nav className="rail" aria-label={t('common:menuLabel')}>
          {open.map((p) => (
            <NavLink key={p.key} to={`/${p.key}`}>
              {p.icon}
              {t(`common:menu.${p.key}`)}
            </NavLink>
          ))}
        </nav>
        <Layout.Content>
          {watches && room && <DutyWarning roomId={room.roomId} />}
          <main id="content" tabIndex={-1}>
            {watches && loaded && rooms.length === 0 && here === 'wall' && (
              <Empty description={t('common:noRooms')} />
            )}
            <Suspense fallback={<Skeleton active className="page" />}>
              <Routes>
                {open.flatMap((p) =>
                  p.routes.map((r) => (
                    <Route
                      key={r.path}
                      path={r.path}
                      element={p.key === 'wall' ? r.element : <div className="page">{r.element}</div>}
                    />
                  )),
                )}
                <Route
                  path="/"
                  element={
                    open[0] ? (
                      <Navigate to={`/${open[0].key}`} replace />
                    ) : (
                      <Result title={t('common:noDuty')} />
                    )
                  }
                />
                <Route
                  path="*"
                  element={
                    <Result
                      status="404"
                      title={t('common:notFound')}
                      extra={<Link to="/">{t('common:backHome')}</Link>}
                    />
                  }
                />
              </Routes>
            </Suspense>
          </main>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
