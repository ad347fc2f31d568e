# The Flink job, to run in application mode. Build with the repository as context, after "mvn package".
FROM flink:2.2.1-java17

# The image runs as flink, which can write here alone; a named volume takes its owner from here.
RUN mkdir /opt/flink/checkpoints
COPY --chown=flink:flink target/syncpulse-job.jar /opt/flink/usrlib/syncpulse-job.jar
