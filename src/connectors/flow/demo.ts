const DEMO = `
triggers:
  - greeting: true
    goto: welcome
  - choice: products
    goto: products
  - choice: name
    goto: name
  - choice: about
    goto: about
  - choice: [espresso, filter, cocoa]
    goto: chosen
  - keyword: menu
    interrupts: true
    goto: welcome
  - keyword: [help, hi, hello]
    goto: welcome
  - keyword: table
    goto: table
  - media: true
    goto: file
  - location: true
    goto: place
  - keyword: [bye, stop]
    goto: bye
  - fallback: true
    goto: lost

sections:
  welcome:
    - say:
        type: buttons
        text: "Hello {{ contact.name }}! I am the demo bot of this gateway. What would you like to see?"
        buttons:
          - { id: products, title: A list }
          - { id: name, title: A question }
          - { id: about, title: What you can do }
        footer: Type menu to come back here.

  products:
    - say:
        type: list
        text: A list has up to ten rows. Pick one.
        button: Show drinks
        sections:
          - title: Coffee
            rows:
              - { id: espresso, title: Espresso, description: Short and strong }
              - { id: filter, title: Filter coffee, description: A whole mug of it }
          - title: Others
            rows:
              - { id: cocoa, title: Cocoa, description: With milk }

  chosen:
    - say: A good choice. Your choice reached me as an id, not as words.
    - goto: more

  name:
    - ask: What is your name?
      store: name
      expect: { text: { max: 60 } }
      retry: A name of up to 60 letters, please.
    - say: "Nice to meet you, {{ name }}. I keep that until our session ends, even if the gateway is restarted meanwhile."
    - goto: more

  about:
    # image
    - say: |
        I am a flow: a page of YAML inside the gateway. Your own bot can be
        - an HTTP service in any language,
        - a flow like me.

        It says text, media, buttons, lists, locations, contacts and templates. What a provider cannot show is said in another way.

        Write *table* to book one: I check what you answer. Or send me a picture or where you are.
    - goto: more

  table:
    - ask: For how many people?
      store: people
      expect: { number: { min: 1, max: 40, integer: true } }
      retry: A number from 1 to 40, please.
    - when: people > 12
      then:
        - say: So many! We would have to open the garden.
    - ask: For which day?
      store: day
      expect: { date: { min: today, formats: [yyyy-MM-dd, d.M.yyyy, d LLLL yyyy] } }
      retry: "A day from today on, such as {{ now | date: '%-d.%-m.%Y' }}, please."
    - ask: Inside or outside?
      store: where
      expect: { choice: [Inside, Outside] }
    - say: "A table for {{ people }} on {{ day | date: '%-d %B' }}, {{ where | downcase }}. It is only a demo, so nobody is waiting for you."
    - goto: more

  file:
    - say: "That came as {{ message.media.mimeType }}{% if message.caption %}, and you call it “{{ message.caption }}”{% endif %}."

  place:
    - say:
        type: location
        latitude: { jsonata: message.latitude }
        longitude: { jsonata: message.longitude }
        name: You are here

  more:
    - say:
        type: buttons
        text: What else?
        buttons:
          - { id: products, title: A list }
          - { id: name, title: A question }
          - { id: about, title: What you can do }

  bye:
    - say: Good bye, {{ contact.name }}.
    - end

  lost:
    - say: I did not understand that. Type menu to see what I can do.
`;

/** The definition of the demo bot. `imageUrl`: a picture that the provider can fetch; without one it shows none. */
export function demoFlow(imageUrl?: string): string {
  const image = `- say: { type: image, media: { url: ${JSON.stringify(imageUrl)} }, caption: A picture by its link. }`;
  return DEMO.trimStart().replace('# image', () => (imageUrl === undefined ? '# no image' : image));
}
