/** The pom that fetches exactly the jars of the list: each one named, nothing transitive. */
import type { FlinkJar } from './flink-jars.js';

export const fileNameOf = ({ artifact, version, type = 'jar' }: FlinkJar): string => `${artifact}-${version}.${type}`;

export function flinkPom(jars: readonly FlinkJar[]): string {
  const dependencies = jars.map(
    ({ group, artifact, version, type = 'jar' }) => `    <dependency>
      <groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version><type>${type}</type>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.pipectl</groupId>
  <artifactId>embedded-flink</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
${dependencies.join('\n')}
  </dependencies>
</project>
`;
}
