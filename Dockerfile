# duckbus with all its parts, for linux/amd64 and linux/arm64. It is compiled on the builder's own architecture, ahead of
# time for that of the image.
FROM --platform=${BUILDPLATFORM:-linux} mcr.microsoft.com/dotnet/sdk:10.0 AS build
LABEL duckbus.image=true
WORKDIR /source
COPY . .
ARG TARGETARCH
RUN dotnet build src/DuckBus -c Release -nologo -v quiet -p:UseAppHost=false -p:RunAnalyzers=false \
        ${TARGETARCH:+-p:AheadRuntime=linux-$(echo "$TARGETARCH" | sed s/amd64/x64/)} \
    && mv artifacts/bin/DuckBus/release /app

# For the health checks, and what the duck image is made of.
FROM busybox:stable-musl AS busybox

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=busybox /bin/busybox /bin/busybox
COPY --from=build /app /app
LABEL duckbus.image=true
WORKDIR /var/lib/duckbus
ENV DUCKBUS_DATA=/var/lib/duckbus
ENTRYPOINT ["dotnet", "/app/duckbus.dll"]
CMD ["--help"]
