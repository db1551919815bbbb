# duckbus with all its parts, for linux/amd64 and linux/arm64. It is compiled on the builder's own architecture and runs on
# either, since it is managed code only.
FROM --platform=${BUILDPLATFORM:-linux} mcr.microsoft.com/dotnet/sdk:10.0 AS build
LABEL duckbus.image=true
WORKDIR /source
COPY . .
RUN dotnet publish src/DuckBus -c Release -o /app -nologo -v quiet -p:UseAppHost=false -p:RunAnalyzers=false

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
