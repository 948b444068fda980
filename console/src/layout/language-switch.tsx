import { useTranslation } from 'react-i18next';
import { LANGUAGES, switchLanguage } from '../i18n/i18n.ts';
import classes from './tools.module.css';

/** Chooses the language of the whole console. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const names = { en: t('app.english'), de: t('app.german') };
  const choose = (value: string) => {
    const language = LANGUAGES.find((candidate) => candidate === value);
    if (language) void switchLanguage(language);
  };
  return (
    <select
      className={classes.language}
      aria-label={t('app.language')}
      value={i18n.language}
      onChange={(event) => choose(event.target.value)}
    >
      {LANGUAGES.map((language) => (
        <option key={language} value={language} aria-label={names[language]}>
          {language.toUpperCase()}
        </option>
      ))}
    </select>
  );
}
