// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.api.services.bigquery.Bigquery;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Google's clients, for the tables of a project and for writing to them. */
public final class BigQueryClients implements AutoCloseable {
    // The limit of an AppendRows request, which its answer never nears.
    private static final int MAX_MESSAGE_BYTES = 20 << 20;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final String project;
    private final Bigquery tables;
    private final WriteClients writes;

    private BigQueryClients(String project, Bigquery tables, WriteClients writes) {
        this.project = project;
        this.tables = tables;
        this.writes = writes;
    }

    /**
     * Makes the clients; nothing is requested yet.
     *
     * @param userAgent what the requests say of who sends them
     * @throws ConnectException if there are no such credentials
     */
    public static BigQueryClients open(ClientSettings settings, String userAgent) {
        NetHttpTransport transport = transport(settings.proxy());
        Optional<Credentials> credentials =
                new Accounts(() -> transport).of(settings.credentials(), settings.quotaProject());
        Bigquery.Builder tables = new Bigquery.Builder(
                        transport, GsonFactory.getDefaultInstance(), requests(settings, credentials))
                .setApplicationName(userAgent);
        if (settings.endpoint() != null) {
            tables.setRootUrl(withSlash(settings.endpoint()));
        }
        return new BigQueryClients(
                settings.project(), tables.build(), new WriteClients(() -> writes(settings, credentials, userAgent)));
    }

    public String project() {
        return project;
    }

    /** The REST API: datasets, tables, queries, streaming inserts. */
    public Bigquery tables() {
        return tables;
    }

    /** The Storage Write API. */
    public WriteClients writes() {
        return writes;
    }

    @Override
    public void close() {
        writes.close();
    }

    private static HttpRequestInitializer requests(ClientSettings settings, Optional<Credentials> credentials) {
        Optional<HttpCredentialsAdapter> adapter = credentials.map(HttpCredentialsAdapter::new);
        int timeoutMs = Math.toIntExact(settings.requestTimeout().toMillis());
        return request -> {
            if (adapter.isPresent()) {
                adapter.get().initialize(request);
            }
            request.setConnectTimeout(timeoutMs).setReadTimeout(timeoutMs);
        };
    }

    private static BigQueryWriteClient writes(
            ClientSettings settings, Optional<Credentials> credentials, String userAgent) {
        InstantiatingGrpcChannelProvider.Builder channels =
                BigQueryWriteSettings.defaultGrpcTransportProviderBuilder().setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
        URI endpoint = settings.storageEndpoint();
        boolean plain = endpoint != null && "http".equals(endpoint.getScheme());
        if (endpoint != null) {
            channels.setEndpoint(endpoint.getHost() + ":" + port(endpoint, plain ? HTTP : HTTPS));
        }
        channels.setChannelConfigurator(channel -> configured(channel, plain, settings.proxy()));
        try {
            return BigQueryWriteClient.create(BigQueryWriteSettings.newBuilder()
                    .setTransportChannelProvider(channels.build())
                    .setCredentialsProvider(
                            credentials.isPresent()
                                    ? FixedCredentialsProvider.create(credentials.get())
                                    : NoCredentialsProvider.create())
                    .setHeaderProvider(FixedHeaderProvider.create(Map.of("user-agent", userAgent)))
                    .build());
        } catch (IOException e) {
            throw new ConnectException("The client of the Storage Write API cannot be made: " + e.getMessage(), e);
        }
    }

    private static ManagedChannelBuilder<?> configured(
            ManagedChannelBuilder<?> channel, boolean plain, @Nullable URI proxy) {
        if (plain) {
            channel.usePlaintext();
        }
        if (proxy != null) {
            InetSocketAddress address = address(proxy);
            channel.proxyDetector(target -> HttpConnectProxiedSocketAddress.newBuilder()
                    .setProxyAddress(address)
                    .setTargetAddress((InetSocketAddress) target)
                    .build());
        }
        return channel;
    }

    private static NetHttpTransport transport(@Nullable URI proxy) {
        NetHttpTransport.Builder transport = new NetHttpTransport.Builder();
        if (proxy != null) {
            transport.setProxy(new Proxy(Proxy.Type.HTTP, address(proxy)));
        }
        return transport.build();
    }

    private static InetSocketAddress address(URI proxy) {
        return new InetSocketAddress(proxy.getHost(), port(proxy, HTTP));
    }

    private static int port(URI uri, int otherwise) {
        return uri.getPort() < 0 ? otherwise : uri.getPort();
    }

    private static String withSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text : text + "/";
    }
}
