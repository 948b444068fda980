import { Fact, FactList } from '../components/fact-list.tsx';

/** Settings as they are stored, named as the provider names them. */
export function FieldFacts({ fields }: { fields: Readonly<Record<string, string>> }) {
  const shown = Object.entries(fields);
  return (
    shown.length > 0 && (
      <FactList>
        {shown.map(([name, value]) => (
          <Fact key={name} label={name}>
            {value}
          </Fact>
        ))}
      </FactList>
    )
  );
}
