import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, rem } from '@mantine/core';

/** The blue-green of a mountain lake: the one colour of things that can be clicked. */
const lake: MantineColorsTuple = [
  '#e8f6f8',
  '#d3eaee',
  '#a6d5dd',
  '#74bfcb',
  '#4dabbb',
  '#2f98aa',
  '#17818f',
  '#0f6b79',
  '#0d5764',
  '#08434e',
];

const gray: MantineColorsTuple = [
  '#f5f7f8',
  '#edf0f2',
  '#e1e6e9',
  '#ced6da',
  '#adb9bf',
  '#8a979e',
  '#647178',
  '#4a565c',
  '#2f393e',
  '#1b2327',
];

const dark: MantineColorsTuple = [
  '#dfe6e8',
  '#b6c2c6',
  '#8b999f',
  '#66757b',
  '#3c4a50',
  '#2b373c',
  '#1c262a',
  '#141c1f',
  '#0f1517',
  '#0a0f11',
];

export const theme = createTheme({
  primaryColor: 'lake',
  primaryShade: { light: 7, dark: 5 },
  colors: { lake, gray, dark },
  fontFamily: '"Figtree Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: rem(12.5), sm: rem(14), md: rem(15), lg: rem(17), xl: rem(20) },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: rem(26), lineHeight: '1.2' },
      h2: { fontSize: rem(17), lineHeight: '1.3' },
      h3: { fontSize: rem(15), lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});

/** In the dark, light buttons are a veil of the colour instead of nearly black. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: {
    '--mantine-color-body': '#0f1618',
    '--mantine-color-lake-light': 'rgb(47 152 170 / 20%)',
    '--mantine-color-lake-light-hover': 'rgb(47 152 170 / 30%)',
    '--mantine-color-lake-light-color': '#8fd3dd',
  },
});
