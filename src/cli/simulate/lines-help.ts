/** What can be typed in `chasqui simulate`. */
export const LINES_HELP = `
You play the person: what you type is a message, and a number taps the button or row that has it.
  /image <path or URL> [caption]   also /video /audio /voice /document /sticker
  /location <lat>,<lng>            /contact <name> <number>
  /react <emoji>                   to the last message of the business; without an emoji: take it back
  /reply <text>                    answers that message
  /edit <text>, /delete            your last message
  /flow <JSON>                     fills in a form
  /read                            you have seen everything
  /opt-out, /opt-in                marketing from this business
  /business <text>                 the business writes on its own phone
  /clock +24h                      turn the clock of gateway and simulators (s, m, h, d)
  /unsupported <kind>              something that the provider cannot hand on, such as a poll
  /quit                            stop (as does the end of the input)
A text that begins with a slash: //text`;
