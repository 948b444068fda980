import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** A link inside text that leads to another page of the console. */
export const AnchorLink = createLink((props: AnchorProps) => <Anchor {...props} />);

/** A link that looks like a button. */
export const ButtonLink = createLink((props: ButtonProps) => <Button component="a" {...props} />);
