import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { KeyRound, LayoutList, Megaphone, Smartphone, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LiveUpdates } from '../api/live.tsx';
import { SIGNED_OUT } from '../api/query-client.ts';
import { ColourSchemeSwitch } from './colour-scheme-switch.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveBadge } from './live-badge.tsx';
import classes from './shell.module.css';
import { SignedOut } from './signed-out.tsx';

function Header() {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link to="/" className={classes.brand}>
          <img src="/favicon.svg" alt="" width={30} height={30} />
          <span>Chasqui</span>
        </Link>
        <nav className={classes.nav} aria-label={t('app.navigation')}>
          <Link to="/" className={classes.link} activeOptions={{ exact: true }}>
            <LayoutList size={16} aria-hidden />
            <span>{t('app.overview')}</span>
          </Link>
          <Link to="/people" className={classes.link}>
            <Users size={16} aria-hidden />
            <span>{t('app.people')}</span>
          </Link>
          <Link to="/bulk" className={classes.link}>
            <Megaphone size={16} aria-hidden />
            <span>{t('app.bulk')}</span>
          </Link>
          <Link to="/applications" className={classes.link}>
            <KeyRound size={16} aria-hidden />
            <span>{t('app.applications')}</span>
          </Link>
          <Link to="/simulator" className={classes.link}>
            <Smartphone size={16} aria-hidden />
            <span>{t('app.phone')}</span>
          </Link>
        </nav>
        <div className={classes.tools}>
          <LiveBadge />
          <LanguageSwitch />
          <ColourSchemeSwitch />
        </div>
      </div>
    </header>
  );
}

/** The frame around every page. */
export function Shell() {
  const { t } = useTranslation();
  const { data: isSignedOut } = useQuery({ queryKey: SIGNED_OUT, enabled: false, initialData: false });
  if (isSignedOut) return <SignedOut />;
  return (
    <LiveUpdates>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          {t('app.skip')}
        </a>
        <Header />
        <main id="content" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </LiveUpdates>
  );
}
