#!/bin/sh
# Builds blocked-senders.jar against the SPI of an unpacked Staffetta:
#   build.sh STAFFETTA_HOME [OUTPUT_FOLDER]
# Needs a JDK 25: JAVA_HOME, or javac and jar on the PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$1
out=${2:-$here/target}
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
mkdir -p "$out/classes/META-INF/services"
"${bin}javac" --release 25 -parameters -d "$out/classes" \
    -cp "$(ls "$home"/lib/staffetta-spi-*.jar):$(ls "$home"/lib/jakarta.inject-api-*.jar):$(ls "$home"/lib/jspecify-*.jar):$(ls "$home"/lib/guice-*.jar)" \
    "$here"/src/org/example/blocked/*.java
echo org.example.blocked.BlockedSendersPlugin \
    > "$out/classes/META-INF/services/io.staffetta.spi.MailPlugin"
cat > "$out/manifest.txt" <<M
Staffetta-Plugin-Id: blocked-senders
Staffetta-Plugin-Version: 1.0
Staffetta-Plugin-Api: 1.0
M
"${bin}jar" --create --file "$out/blocked-senders.jar" --manifest "$out/manifest.txt" -C "$out/classes" .
echo "$out/blocked-senders.jar"
