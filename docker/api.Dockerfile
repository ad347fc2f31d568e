# The endpoint and the command line. Build with the repository as context, after "mvn package".
FROM eclipse-temurin:17.0.17_10-jre

COPY target/syncpulse.jar /opt/syncpulse/syncpulse.jar
# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
ENV SYNCPULSE_API_HOST=0.0.0.0 \
    SYNCPULSE_API_PORT=8080
EXPOSE 8080
# By bash alone: the image has no promise of curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SYNCPULSE_API_PORT && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/opt/syncpulse/syncpulse.jar"]
CMD ["api"]
